// Asks for the checks anew while one writes, and carries out what they offer: a ticker's row, a tracked risk.
"use strict";
{
  const PAUSE = 1_000; // after the last key
  let form, panel, last, timer;
  let asked = 0;

  // The form without its files, of which only the name matters.
  const written = () => {
    const data = new FormData(form);
    for (const [name, value] of [...data]) {
      if (value instanceof File) {
        data.delete(name);
        if (name === "picture" && value.name) data.set("picture_chosen", value.name);
      } else if (name.includes("__prefix__")) data.delete(name);
    }
    return data;
  };

  const fingerprint = (data) => {
    const ours = (name) => !name.startsWith("_") && !["despite", "csrfmiddlewaretoken"].includes(name);
    return JSON.stringify([...data].filter(([name]) => ours(name)));
  };

  const uncover = (root) => {
    for (const offer of root.querySelectorAll(".offer")) offer.hidden = false;
  };

  const put = (target, from) => {
    if (target.innerHTML === from.innerHTML) return;
    const hadFocus = target.contains(document.activeElement);
    target.replaceChildren(...from.childNodes);
    uncover(target);
    if (hadFocus) panel.querySelector("h2").focus();
  };

  const show = (html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const part = (name) => page.querySelector(`[data-part=${name}]`);
    if (!part("count")) return;
    const count = panel.querySelector(".proofing__count");
    if (count.textContent.trim() !== part("count").textContent.trim()) count.textContent = part("count").textContent;
    const despite = document.getElementById("proofing-despite");
    if (despite) despite.hidden = part("count").dataset.blocks === "0";
    const offers = document.getElementById("ticker-offers");
    if (offers) put(offers, part("offers"));
    put(document.getElementById("proofing-findings"), part("findings"));
  };

  const ask = async () => {
    const data = written();
    const now = fingerprint(data);
    if (now === last) return;
    const mine = ++asked;
    const answer = await newsroom.ask(panel.dataset.url, data);
    // Signed out, say: what keeps the text says so. Or there was typed on, and asked anew.
    if (answer.status !== 200 || mine !== asked) return;
    last = now;
    show(answer.text);
  };

  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  };

  // Offers -----------------------------------------------------------------------------------

  const choose = (select, key, name) => {
    select.replaceChildren(...[...select.options].filter((option) => !option.value), new Option(name, key, true, true));
    django.jQuery(select).trigger("change");
  };

  const tagTicker = (key, name) => {
    const group = document.getElementById("ticker_sentiments-group");
    const selects = () => [...group.querySelectorAll("tr:not(.empty-form) select[name$=-ticker]")];
    if (!selects().some((select) => !select.value)) group.querySelector(".add-row a").click();
    const free = selects().find((select) => !select.value);
    choose(free, key, name);
    free.closest("tr").querySelector("select[name$=-sentiment]").focus();
  };

  const useRisk = (key, name, row) => {
    const select = document.getElementById(`id_risk_statements-${row}-risk`);
    if (!select) return;
    choose(select, key, name);
    focusOn(select);
  };

  const focusOn = (target) => {
    const seen = target.matches("select.admin-autocomplete")
      ? target.parentElement.querySelector(".select2-selection")
      : target.closest(".prose-editor")?.querySelector(".ProseMirror") || target;
    seen.closest("details")?.setAttribute("open", "");
    seen.scrollIntoView({ block: "center" });
    (seen.matches("a, input, select, textarea, [tabindex], [contenteditable]") ? seen : seen.querySelector("a"))?.focus();
  };

  document.addEventListener("click", (event) => {
    const offer = event.target.closest(".offer");
    if (offer) {
      const { kind, key, name, row } = offer.dataset;
      kind === "ticker" ? tagTicker(key, name) : useRisk(key, name, row);
      soon();
      return;
    }
    const link = event.target.closest("#proofing-findings a");
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    focusOn(target);
  });

  document.addEventListener("DOMContentLoaded", () => {
    form = document.getElementById("article_form");
    panel = document.getElementById("proofing");
    if (!form || !panel) return;
    panel.querySelector("h2").tabIndex = -1;
    uncover(document);
    last = fingerprint(written());
    for (const event of ["input", "change", "click", "keyup"]) form.addEventListener(event, soon);
    for (const event of ["formset:added", "formset:removed"]) document.addEventListener(event, soon);
    django.jQuery(form).on("change", soon); // of the boxes in which one searches
  });
}
