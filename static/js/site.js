// The reader's two settings (kept in this browser); what else runs here is fetched when it is needed.
// Everything works without this file.
(() => {
  const root = document.documentElement;
  const store = {
    get: (name) => { try { return localStorage.getItem(name); } catch { return null; } },
    set: (name, value) => { try { localStorage.setItem(name, value); } catch { /* private window */ } },
  };
  const apply = (name, value) => {
    if (value === "system") delete root.dataset[name];
    else if (value) root.dataset[name] = value;
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

  const run = (src) => document.head.append(Object.assign(document.createElement("script"), { src }));

  // The suggestions of a search box are fetched when one is first entered.
  document.addEventListener("focusin", function load(event) {
    if (!event.target.dataset?.suggestScript) return;
    document.removeEventListener("focusin", load);
    run(event.target.dataset.suggestScript);
  });

  document.addEventListener("DOMContentLoaded", () => {
    show();
    settings();
    // A page is new when it comes: what refreshes its prices is fetched when that is first needed.
    if (document.querySelector("[data-quote]")) setTimeout(run, 60_000, document.body.dataset.quotesScript);
  });
})();
