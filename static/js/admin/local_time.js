// Beside the newsroom's time stands the reader's own, where their clock is in another zone.
"use strict";
{
  for (const place of document.querySelectorAll(".has-local")) {
    const time = place.querySelector("time");
    const instant = time && new Date(time.dateTime);
    if (!instant || Number.isNaN(instant.getTime())) continue;
    // "2026-02-10T14:30:00-05:00": what the newsroom's clock is behind or before the world's.
    const [, sign, hours, minutes] = time.dateTime.match(/([+-])(\d\d):(\d\d)$/) || [];
    const newsroom = sign ? Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) : 0;
    if (newsroom === -instant.getTimezoneOffset()) continue;
    const options = { weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short" };
    const own = document.createElement("span");
    own.className = "local-time";
    own.textContent = ` (yours: ${new Intl.DateTimeFormat("en-GB", options).format(instant)})`;
    place.append(own);
  }
}
