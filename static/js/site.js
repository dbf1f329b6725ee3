// The reader's two settings (kept in this browser), and quotes that refresh in place.
// Everything works without this file.
(() => {
  const root = document.documentElement;
  const store = {
    get: (name) => { try { return localStorage.getItem(name); } catch { return null; } },
    set: (name, value) => { try { localStorage.setItem(name, value); } catch { /* private window */ } },
  };
  const apply = (name, value) => {
    if (value && value !== "system" && value !== "green") root.dataset[name] = value;
    else delete root.dataset[name];
  };
  // Before the first paint, so that a dark page never flashes white and the switches push nothing down.
  root.dataset.scripts = "";
  for (const name of ["theme", "gains"]) apply(name, store.get(name));

  // A page that comes in pieces is shown when it is whole, since a piece may push away what is there
  // already; one that takes longer is shown as far as it came.
  const show = () => { delete root.dataset.coming; };
  root.dataset.coming = "";
  setTimeout(show, 2_000);

  const settings = () => {
    const box = document.querySelector("[data-settings]");
    if (!box) return;
    for (const button of box.querySelectorAll("[data-setting]")) {
      const { setting, values } = button.dataset;
      const choices = values.split(" ");
      const show = (value) => { button.querySelector("span").textContent = value; };
      show(choices.includes(store.get(setting)) ? store.get(setting) : choices[0]);
      button.addEventListener("click", () => {
        const now = button.querySelector("span").textContent;
        const next = choices[(choices.indexOf(now) + 1) % choices.length];
        store.set(setting, next);
        apply(setting, next);
        show(next);
      });
    }
  };

  const EVERY = 60_000;
  const refresh = async () => {
    if (document.hidden) return;
    for (const quote of document.querySelectorAll("[data-quote]")) {
      try {
        const answer = await fetch(quote.dataset.quote, { credentials: "omit" });
        if (!answer.ok) continue;
        const holder = document.createElement("template");
        holder.innerHTML = await answer.text();
        const fresh = holder.content.querySelector("[data-quote]");
        if (fresh && fresh.textContent !== quote.textContent) quote.replaceChildren(...fresh.childNodes);
      } catch { /* the price on the page stays, with its time */ }
    }
  };

  // The suggestions of a search box are fetched when one is first entered.
  document.addEventListener("focusin", function load(event) {
    if (!event.target.dataset?.suggestScript) return;
    document.removeEventListener("focusin", load);
    const script = document.createElement("script");
    script.src = event.target.dataset.suggestScript;
    document.head.append(script);
  });

  document.addEventListener("DOMContentLoaded", () => {
    show();
    settings();
    if (document.querySelector("[data-quote]")) setInterval(refresh, EVERY);
  });
})();
