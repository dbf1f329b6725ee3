// The publish button says "Schedule" while the date typed beside it lies in the future.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const button = document.querySelector('.submit-row input[name="_publish"]');
  const day = document.getElementById("id_published_at_0");
  const hour = document.getElementById("id_published_at_1");
  if (!button || !day || !hour) return;
  // The newsroom's time zone against UTC, in seconds; what is typed is in that zone.
  const offset = Number(document.body.dataset.adminUtcOffset || 0) * 1000;
  const relabel = () => {
    const typed = Date.parse(`${day.value}T${hour.value || "00:00"}Z`);
    button.value = typed - offset > Date.now() ? "Schedule" : "Publish";
  };
  for (const field of [day, hour]) {
    for (const event of ["input", "change", "focus", "blur"]) field.addEventListener(event, relabel);
  }
  // The calendar's links set the fields without an event.
  document.addEventListener("click", () => setTimeout(relabel));
  relabel();
});
