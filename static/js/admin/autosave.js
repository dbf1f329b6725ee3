// Keeps what is written in the article form: in this browser at once, and on the server, which
// takes the place of the browser's copy. What is sent is what changed since the server last heard.
//
// A copy in the browser is gone as soon as the server has it, or says that it was saved. One that
// is found when a form opens is brought to the server first, and offered from there.
"use strict";
{
  const PAUSE = 900; // after the last key
  const AT_MOST = 4_000; // while somebody writes on and on
  const RETRY = 5_000;
  const KEEPALIVE = 60_000; // what a browser sends of a page that is gone

  let form, box, line;
  let key; // of this form's copy in the browser
  let last; // what was looked at last, as JSON
  let theirs = null; // step and fields that the server has
  let step = 0;
  let isSending = false;
  let timer, retry, due;
  let isStored = true;
  let isDeclined = false; // they do not want to sign in now

  const prefix = () => `kept:${box.dataset.user}:`;

  const fields = () => {
    const found = {};
    for (const [name, value] of new FormData(form)) {
      const isOurs = name.startsWith("_") || name === "csrfmiddlewaretoken" || name.includes("__prefix__");
      if (!isOurs && typeof value === "string") found[name] = value;
    }
    return found;
  };

  const say = (words, isTrouble = false) => {
    if (line.textContent !== words) line.textContent = words;
    line.classList.toggle("kept-line--trouble", isTrouble);
  };

  // The newsroom's clock, like every other time on this page.
  const clock = () => {
    const offset = Number(document.body.dataset.adminUtcOffset || 0) * 1000;
    return new Date(Date.now() + offset).toISOString().slice(11, 16);
  };

  const keepHere = (copy) => {
    try {
      localStorage.setItem(key, JSON.stringify(copy));
      isStored = true;
    } catch {
      isStored = false;
    }
  };

  const changed = (now) => {
    if (!theirs) return now;
    const found = {};
    for (const [name, value] of Object.entries(now)) if (theirs.fields[name] !== value) found[name] = value;
    for (const name of Object.keys(theirs.fields)) if (!(name in now)) found[name] = null;
    return found;
  };

  const trouble = (status) => {
    const why = status === 401 ? "you are signed out" : status ? "the server has trouble" : "no connection";
    if (isStored) say(`Kept in this browser: ${why}.`, true);
    else say(`Not kept: ${why}, and this browser has no room. Copy your text to be safe.`, true);
  };

  const push = async (isLast = false) => {
    clearTimeout(retry);
    if (isSending && !isLast) return;
    isSending = true;
    const now = JSON.parse(last);
    const sent = step;
    const body = { form: form.elements._form.value, article: box.dataset.article || null, step: sent };
    Object.assign(body, { since: theirs?.step ?? null, fields: changed(now) });
    const keepalive = isLast && JSON.stringify(body).length < KEEPALIVE;
    const answer = await newsroom.ask(box.dataset.keep, body, keepalive);
    isSending = false;
    if (answer.all) {
      theirs = null;
      push();
    } else if (answer.status === 200) {
      theirs = { step: sent, fields: now };
      isDeclined = false;
      if (step === sent) {
        localStorage.removeItem(key);
        say(answer.saved ? "Saved." : `Kept ${answer.kept}.`);
      } else push();
    } else if (answer.sentence && answer.status !== 401) {
      say(answer.sentence, true);
    } else {
      trouble(answer.status);
      retry = setTimeout(push, RETRY);
      if (answer.status === 401 && !isDeclined) isDeclined = !(await newsroom.signIn(false, answer.name));
    }
  };

  const look = (isLast = false) => {
    clearTimeout(timer);
    due = undefined;
    const now = fields();
    const text = JSON.stringify(now);
    if (text === last) return;
    last = text;
    step = Math.max(Date.now(), step + 1);
    keepHere({ form: form.elements._form.value, article: box.dataset.article || null, step, fields: now });
    push(isLast);
  };

  const soon = () => {
    clearTimeout(timer);
    due ??= Date.now() + AT_MOST;
    timer = setTimeout(look, Math.max(0, Math.min(PAUSE, due - Date.now())));
  };

  // What an earlier form of this person left in this browser, whatever the article.
  const bringUp = async () => {
    const left = Object.keys(localStorage).filter((name) => name.startsWith(prefix()));
    let isOffered = false;
    for (const name of left) {
      const copy = JSON.parse(localStorage.getItem(name));
      const answer = await newsroom.ask(box.dataset.keep, { ...copy, since: null });
      if (answer.status === 401) await newsroom.signIn(false, answer.name);
      if (answer.status !== 200) continue;
      if (name !== key) localStorage.removeItem(name);
      else if (JSON.parse(localStorage.getItem(name))?.step === copy.step) localStorage.removeItem(name);
      isOffered ||= name !== key && Boolean(answer.kept) && (copy.article || "") === box.dataset.article;
    }
    if (!isOffered) return;
    const query = new URLSearchParams({ article: box.dataset.article, form: form.elements._form.value });
    const response = await fetch(`${box.dataset.offers}?${query}`);
    if (response.ok && !response.redirected) box.innerHTML = await response.text();
  };

  document.addEventListener("DOMContentLoaded", () => {
    form = document.getElementById("article_form");
    box = document.getElementById("autosave");
    line = document.getElementById("kept-line");
    if (!form || !box || !line) return;
    key = `${prefix()}${form.elements._form.value}`;
    last = JSON.stringify(fields());
    for (const event of ["input", "change", "click", "keyup"]) document.addEventListener(event, soon);
    for (const event of ["formset:added", "formset:removed"]) document.addEventListener(event, soon);
    django.jQuery(form).on("change", soon); // of the boxes in which one searches
    document.addEventListener("visibilitychange", () => document.hidden && look(true));
    window.addEventListener("pagehide", () => look(true));
    window.addEventListener("online", () => push());
    document.addEventListener("newsroom:signed-in", () => push());
    document.addEventListener("newsroom:saving", () => {
      look();
      // What the save carries is this step; a copy that comes later with it is known to be saved.
      form.elements._step.value = step = Math.max(Date.now(), step);
      keepHere({ form: form.elements._form.value, article: box.dataset.article || null, step, fields: fields() });
    });
    document.addEventListener("newsroom:not-saved", ({ detail }) => {
      trouble(detail.status);
      line.textContent = `Not saved. ${line.textContent} Save again when the line is back.`;
    });
    bringUp();
  });
}
