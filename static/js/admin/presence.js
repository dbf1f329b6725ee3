// Says that this form is open, and hears who else has the article open or saved it meanwhile.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const EVERY = 30_000;
  const form = document.getElementById("article_form");
  const place = document.getElementById("presence");
  if (!form || !place) return;

  const body = () => ({
    form: form.elements._form.value,
    article: place.dataset.article,
    version: form.elements.version.value,
  });
  const say = (name, words) => {
    const line = place.querySelector(`[data-says=${name}]`);
    if (line.textContent !== words) line.textContent = words;
  };
  const here = async () => {
    const answer = await newsroom.ask(place.dataset.here, body());
    if (answer.status !== 200) return;
    say("others", answer.others);
    say("newer", answer.newer);
  };

  here();
  setInterval(here, EVERY);
  document.addEventListener("visibilitychange", () => document.hidden || here());
  window.addEventListener("pagehide", () => newsroom.ask(place.dataset.here, { ...body(), gone: true }, true));
});
