// Suggestions under a search box, after the ARIA pattern of a combobox with a list. The box stays a
// plain form: Enter without a choice sends it. Loaded by site.js when a box is first entered.
(() => {
  const WAIT = 120;
  const MOST_KEPT = 50;
  const kept = new Map();
  let boxes = 0;

  const ask = async (address, typed, signal) => {
    if (kept.has(typed)) return kept.get(typed);
    const answer = await fetch(`${address}?q=${encodeURIComponent(typed)}`, { credentials: "omit", signal });
    if (!answer.ok) return ""; // asked too often, or ill: the next letter may ask again
    const html = await answer.text();
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(typed, html);
    return html;
  };

  const enhance = (input) => {
    if (input.getAttribute("role") === "combobox") return;
    boxes += 1;
    const list = document.createElement("div");
    list.className = "suggestions";
    list.id = `suggestions-${boxes}`;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Suggestions");
    list.hidden = true;
    const said = document.createElement("p");
    said.className = "visually-hidden";
    said.setAttribute("role", "status");
    const holder = document.createElement("div");
    holder.className = "suggestions__holder";
    holder.append(list, said);
    input.form.append(holder);
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list",
    })) input.setAttribute(name, value);

    let active = -1;
    let waiting = 0;
    let asking = null;
    const options = () => [...list.querySelectorAll('[role="option"]')];

    const choose = (number) => {
      const all = options();
      active = all.length ? (number + all.length) % all.length : -1;
      all.forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
      if (active < 0) input.removeAttribute("aria-activedescendant");
      else {
        input.setAttribute("aria-activedescendant", all[active].id);
        all[active].scrollIntoView({ block: "nearest" });
      }
    };
    const close = () => {
      clearTimeout(waiting);
      asking?.abort();
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
      said.textContent = "";
    };
    const show = (html) => {
      list.innerHTML = html;
      const all = options();
      all.forEach((option, at) => { option.id = `${list.id}-${at}`; });
      if (!all.length) return close();
      active = -1;
      input.removeAttribute("aria-activedescendant");
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      said.textContent = `${all.length} suggestion${all.length === 1 ? "" : "s"}`;
    };
    const follow = (option) => { location.assign(option.dataset.href); };

    const typing = () => {
      clearTimeout(waiting);
      asking?.abort();
      const typed = input.value.trim();
      if (!typed) return close();
      waiting = setTimeout(async () => {
        asking = new AbortController();
        try {
          const html = await ask(input.dataset.suggest, typed, asking.signal);
          if (input.value.trim() === typed && document.activeElement === input) show(html);
        } catch { /* a later letter, or no line: the box is still a box */ }
      }, WAIT);
    };
    input.addEventListener("input", typing);
    if (input.value !== input.defaultValue) typing(); // a quick reader typed before this file was here
    input.addEventListener("keydown", (event) => {
      const open = !list.hidden;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (!open) return;
        event.preventDefault();
        const down = event.key === "ArrowDown";
        choose(active < 0 ? (down ? 0 : -1) : active + (down ? 1 : -1));
      } else if (event.key === "Enter" && open && active >= 0) {
        event.preventDefault();
        follow(options()[active]);
      } else if (event.key === "Escape" && open) {
        event.preventDefault();
        close();
      }
    });
    input.addEventListener("blur", close);
    // Before the box loses the focus, which would close the list.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest('[role="option"]');
      if (option) follow(option);
    });
  };

  document.addEventListener("focusin", (event) => {
    if (event.target.matches?.("input[data-suggest]")) enhance(event.target);
  });
  if (document.activeElement?.matches?.("input[data-suggest]")) enhance(document.activeElement);
})();
