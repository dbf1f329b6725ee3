// A note is added where one is, without leaving the form beside it.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("note-form");
  const text = document.getElementById("note-text");
  const said = document.getElementById("note-said");
  const thread = document.getElementById("note-thread");
  if (!form || !text) return;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    said.textContent = "";
    const body = new FormData(form); // with the text, which belongs to this form
    body.set("for_script", "1");
    let answer;
    try {
      answer = await fetch(form.action, { method: "POST", body });
    } catch {
      said.textContent = "Not added: no connection. Your note is still here.";
      return;
    }
    if (answer.status === 400) said.textContent = await answer.text();
    else if (!answer.ok || answer.redirected) {
      said.textContent = "Not added: you may be signed out. Your note is still here; sign in and add it again.";
    } else {
      thread.innerHTML = await answer.text();
      text.value = "";
      said.textContent = "Added.";
    }
  });
});
