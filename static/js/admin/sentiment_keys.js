// On a ticker's row one key says the sentiment: + positive, 0 neutral, - negative. Not while one types.
"use strict";
{
  const MEANT = { "+": "positive", "=": "positive", 0: "neutral", "-": "negative", "\u2212": "negative" };
  let said;

  const isTyping = (target) => target.matches("input:not([type=checkbox]), textarea, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    if (!(event.key in MEANT) || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    const row = event.target.closest("#ticker_sentiments-group tr.form-row");
    const select = row?.querySelector("select[name$=-sentiment]");
    if (!select) return;
    event.preventDefault();
    select.value = MEANT[event.key];
    select.dispatchEvent(new Event("change", { bubbles: true }));
    const ticker = row.querySelector("select[name$=-ticker]").selectedOptions[0]?.textContent.trim() || "This row";
    said.textContent = `${ticker}: ${select.selectedOptions[0].textContent}.`;
  }, true); // before the box in which one searches takes the key

  document.addEventListener("DOMContentLoaded", () => {
    const table = document.querySelector("#ticker_sentiments-group table");
    if (!table?.querySelector("select[name$=-sentiment]")) return;
    const hint = document.createElement("p");
    hint.className = "keys-hint";
    hint.id = "sentiment-keys";
    for (const [key, meaning] of [["+", "positive"], ["0", "neutral"], ["\u2212", "negative"]]) {
      const cap = document.createElement("kbd");
      cap.textContent = key;
      hint.append(cap, ` ${meaning} `);
    }
    hint.prepend("On a row, one key says it: ");
    said = document.createElement("span");
    said.setAttribute("role", "status");
    hint.append(said);
    table.before(hint);
    for (const select of document.querySelectorAll("#ticker_sentiments-group select[name$=-sentiment]")) {
      select.setAttribute("aria-describedby", hint.id);
      select.setAttribute("aria-keyshortcuts", "+ 0 -");
    }
  });
}
