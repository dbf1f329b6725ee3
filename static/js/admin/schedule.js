// Beside a date and a time of the newsroom: their zone, the editor's own time, and which of the two
// where the clock shows it twice. The publish button says "Schedule" while that lies in the future.
// The server reads the same two boxes and decides; this only tells it before.
"use strict";
{
  const DAY = 86_400_000;
  const MINUTE = 60_000;
  const clocks = new Map(); // by zone; making one is slow

  const wallOf = (instant, zone) => {
    if (!clocks.has(zone)) {
      const whole = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" };
      clocks.set(zone, new Intl.DateTimeFormat("en-US", { timeZone: zone, hourCycle: "h23", ...whole }));
    }
    const part = Object.fromEntries(clocks.get(zone).formatToParts(instant).map(({ type, value }) => [type, value]));
    return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second);
  };

  // The instants, none to two, at which a clock in the zone shows this; both as milliseconds.
  const instants = (wall, zone) => {
    const offsets = new Set([wall - DAY, wall + DAY].map((near) => wallOf(near, zone) - near));
    return [...offsets].map((offset) => wall - offset).filter((at) => wallOf(at, zone) === wall).sort((a, b) => a - b);
  };

  const letters = (instant, zone) => {
    for (const language of ["en-US", "en-GB", "en-AU"]) {
      const parts = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: "short" }).formatToParts(instant);
      const name = parts.find(({ type }) => type === "timeZoneName").value;
      if (/^[A-Z]+$/.test(name)) return name;
    }
    return "";
  };

  const zoneTold = (instant, zone) => {
    const minutes = Math.round((wallOf(instant, zone) - instant) / MINUTE);
    const hours = Math.trunc(Math.abs(minutes) / 60);
    const rest = Math.abs(minutes) % 60;
    const distance = minutes ? `UTC${minutes < 0 ? "\u2212" : "+"}${hours}${rest ? `:${rest}` : ""}` : "UTC";
    const name = letters(instant, zone);
    return name && name !== distance ? `${name}, ${distance}` : distance;
  };

  const hour = (wall) => new Date(wall).toISOString().slice(11, 16);

  const nextShown = (wall, zone) => {
    let found = wall;
    while (!instants(found, zone).length && found - wall < 2 * DAY) found += MINUTE;
    return hour(found);
  };

  const enhance = (box) => {
    const select = box.querySelector("select");
    const which = box.querySelector(".newsroom-time__which");
    const told = box.querySelector(".newsroom-time__told");
    const [day, time] = [0, 1].map((half) => document.getElementById(select.id.replace(/2$/, half)));
    if (!day || !time) return;
    const { zone, place } = box.dataset;
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const button = day.name === "published_at_0" && document.querySelector('.submit-row input[name="_publish"]');
    const atRest = told.textContent;

    const look = () => {
      const wall = Date.parse(`${day.value}T${time.value || "00:00"}Z`);
      const found = day.value && !Number.isNaN(wall) ? instants(wall, zone) : null;
      const isTwice = found?.length === 2;
      which.hidden = !isTwice;
      box.classList.toggle("newsroom-time--trouble", found?.length === 0);
      if (isTwice) {
        ["first", "second"].forEach((word, number) => {
          select.options[number + 1].textContent = `the ${word} (${zoneTold(found[number], zone)})`;
        });
      } else select.value = "";
      if (button) button.value = found?.length && found.at(-1) > Date.now() ? "Schedule" : "Publish";
      if (!found) return (told.textContent = atRest);
      if (!found.length) {
        const next = nextShown(wall, zone);
        return (told.textContent = `There is no ${hour(wall)} in ${place} on that day: the clocks go forward. The next is ${next}.`);
      }
      if (isTwice && !select.value) return (told.textContent = `${place}: the clocks go back, and show it twice.`);
      const at = found[select.value === "second" ? 1 : 0];
      const yours = wallOf(at, own);
      const words = [`${place}: ${zoneTold(at, zone)}`];
      if (yours !== wall) {
        const date = new Date(yours).toISOString().slice(0, 10) === day.value ? "" : `${new Intl.DateTimeFormat("en-GB", { weekday: "long", timeZone: "UTC" }).format(yours)} `;
        words.push(`yours: ${date}${hour(yours)} (${zoneTold(at, own)})`);
      }
      told.textContent = words.join(" · ");
    };

    for (const field of [day, time, select]) {
      for (const event of ["input", "change", "focus", "blur"]) field.addEventListener(event, look);
    }
    // The calendar's links set the fields without an event.
    document.addEventListener("click", () => setTimeout(look));
    setInterval(look, 10_000); // what was to come is over
    look();
  };

  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll(".newsroom-time").forEach(enhance));
}
