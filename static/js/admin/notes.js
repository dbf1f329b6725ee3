// A note is added where one is, without leaving the form beside it.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("note-form");
  const text = document.getElementById("note-text");
  const said = document.getElementById("note-said");
  const thread = document.getElementById("note-thread");
  if (!form || !text) return;
  const add = () => {
    const body = new FormData(form); // with the text, which belongs to this form
    body.set("for_script", "1");
    return newsroom.ask(form.action, body);
  };
  const refusals = { 0: "no connection", 401: "you are signed out" };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    said.textContent = "";
    let answer = await add();
    if (answer.status === 401 && (await newsroom.signIn(true, answer.name))) answer = await add();
    if (answer.status === 200) {
      thread.innerHTML = answer.text;
      text.value = "";
      said.textContent = "Added.";
    } else if (answer.status === 400) said.textContent = answer.text;
    else said.textContent = `Not added: ${refusals[answer.status] || "the server has trouble"}. Your note is still here.`;
  });
});
