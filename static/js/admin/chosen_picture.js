// A picture that is chosen goes to the server at once, and a token stands for it in the form: the preview
// shows it, and a form that is brought back has it. Where that fails the file is sent with the form, as ever.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const file = document.querySelector('.picture-input input[type="file"]');
  const address = document.getElementById("preview")?.dataset.picture;
  if (!file || !address) return;
  const said = document.createElement("p");
  said.className = "picture-input__note";
  said.setAttribute("role", "status");
  file.after(said);
  const name = `${file.name}-waiting`;
  let asked = 0;

  file.addEventListener("change", async () => {
    const mine = ++asked; // of two that are chosen one after the other, the second counts
    file.form.elements[name]?.remove();
    said.textContent = "";
    const [chosen] = file.files;
    if (!chosen) return;
    const body = new FormData();
    body.set("picture", chosen);
    const answer = await newsroom.ask(address, body);
    if (mine !== asked) return;
    if (answer.status !== 200) {
      said.textContent = answer.status === 400 ? answer.sentence : "";
      return;
    }
    const token = document.createElement("input");
    Object.assign(token, { type: "hidden", name, value: answer.token });
    file.after(token);
    token.dispatchEvent(new Event("input", { bubbles: true }));
  });
});
