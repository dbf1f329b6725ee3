// Asks the server for something on behalf of a form that may have been open for hours. The token
// that guards forms is renewed where it is that of an earlier sign-in. Where nobody is signed in, a
// dialog lets one sign in again in another window, whatever that takes, and the form goes on.
//
// newsroom.ask(address, body, keepalive) resolves to the answer with its `status`: 0 where there was none,
// 401 where nobody is signed in, or somebody else than the one who opened the form. `body` is an object,
// sent as JSON, or a FormData; of an answer that is no JSON, there is its `text`.
"use strict";
{
  const PATIENCE = 15_000;
  const waiting = [];
  let dialog, form;
  let asAnother = false; // they said that it is meant

  const send = async (address, body, keepalive = false) => {
    const headers = { Accept: "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
    const options = { headers, redirect: "manual", signal: AbortSignal.timeout(PATIENCE) };
    const isForm = body instanceof FormData;
    if (isForm) body.delete("csrfmiddlewaretoken"); // the header has the token of now
    if (body) Object.assign(options, { method: "POST", body: isForm ? body : JSON.stringify(body), keepalive });
    try {
      const response = await fetch(address, options);
      if (response.type === "opaqueredirect") return { status: 401 };
      const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
      return { ...(isJson ? await response.json() : { text: await response.text() }), status: response.status };
    } catch {
      return { status: 0 };
    }
  };

  // Who is signed in now; renews the token of every form on the page.
  const who = async () => {
    const answer = await send(dialog.dataset.who);
    if (answer.status !== 200) return answer;
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = answer.token;
    const isAnother = String(answer.user) !== dialog.dataset.user && !asAnother;
    return isAnother ? { ...answer, status: 401 } : answer;
  };

  const ask = async (address, body, keepalive) => {
    let answer = await send(address, body, keepalive);
    if (dialog && answer.status === 403 && !answer.sentence) {
      answer = await who();
      if (answer.status === 200) answer = await send(address, body);
    }
    return answer;
  };

  const show = (name) => {
    for (const part of dialog.querySelectorAll("[data-for]")) {
      part.hidden = part.dataset.for !== (name ? "another" : "nobody");
    }
    dialog.querySelector(".sign-in__name").textContent = name || "";
  };

  // Resolves to whether somebody is signed in. While writing, the dialog stands aside and takes no
  // key; when something waits for it, it stands in front.
  const signIn = (inFront, name = "") => {
    if (!dialog) return Promise.resolve(false);
    show(name);
    if (dialog.open && inFront && !dialog.matches(":modal")) dialog.close("in front");
    if (!dialog.open) {
      const writing = document.activeElement;
      if (inFront) dialog.showModal();
      else {
        dialog.show();
        writing.focus({ preventScroll: true });
      }
    }
    return new Promise((resolve) => waiting.push(resolve));
  };

  const done = (isSignedIn) => {
    if (dialog.open) dialog.close();
    for (const resolve of waiting.splice(0)) resolve(isSignedIn);
    if (isSignedIn) document.dispatchEvent(new CustomEvent("newsroom:signed-in"));
  };

  const lookAgain = async () => {
    if (!dialog.open) return;
    const answer = await who();
    if (answer.status === 200) done(true);
    else if (answer.name) show(answer.name);
  };

  // A save goes off only when the server answers and knows the person: else the browser would leave
  // the form for a page that says so.
  let mayGo = false;
  let isAsking = false;
  const beforeSaving = async (event) => {
    if (mayGo || event.defaultPrevented || event.submitter?.formTarget === "_blank") return;
    event.preventDefault();
    if (isAsking) return;
    isAsking = true;
    const button = event.submitter;
    document.dispatchEvent(new CustomEvent("newsroom:saving"));
    const answer = await who();
    const isKnown = answer.status === 200 || (answer.status === 401 && (await signIn(true, answer.name)));
    isAsking = false;
    if (!isKnown) {
      if (answer.status !== 401) document.dispatchEvent(new CustomEvent("newsroom:not-saved", { detail: answer }));
      return;
    }
    mayGo = true;
    form.requestSubmit(button);
    mayGo = false;
  };

  document.addEventListener("DOMContentLoaded", () => {
    dialog = document.getElementById("sign-in");
    form = document.getElementById("article_form");
    if (!dialog || !form) return;
    form.addEventListener("submit", beforeSaving);
    dialog.querySelector("a").addEventListener("click", (event) => {
      if (window.open(dialog.dataset.window, "sign-in", "popup,width=520,height=720")) event.preventDefault();
    });
    dialog.querySelector("[value=later]").addEventListener("click", () => done(false));
    dialog.addEventListener("cancel", () => done(false));
    dialog.querySelector("[value=as-another]").addEventListener("click", () => {
      asAnother = true;
      lookAgain();
    });
    new BroadcastChannel("sign-in").addEventListener("message", lookAgain);
    window.addEventListener("focus", lookAgain);
  });
  window.newsroom = { ask, signIn };
}
