// Rows that have a place are moved: by drag, by the buttons, by Alt and the arrow keys. The numbers, which
// are typed where no script runs, follow.
"use strict";
{
  const EDGE = 64; // so near the window's edge a drag scrolls
  const groups = new Map(); // tbody -> { hasMoved, said }
  let drag;

  const rowsOf = (body) => [...body.querySelectorAll(":scope > tr:not(.empty-form):has(input.place)")];
  const place = (row) => row.querySelector("input.place");
  const index = (row) => Number(row.id.slice(row.id.lastIndexOf("-") + 1));
  const isGone = (row) => row.querySelector(".delete input[type=checkbox]")?.checked;

  // An empty row is no row yet: a number would make it one.
  const isEmpty = (row) =>
    row.matches(".form-row") && !row.classList.contains("has_original") &&
    [...row.querySelectorAll("input:not([type=hidden]):not(.place), textarea, select")].every((field) => !field.value);

  const number = (body) => {
    let next = 1;
    for (const row of rowsOf(body)) {
      const wanted = isEmpty(row) || isGone(row) ? place(row).defaultValue : String(next++);
      if (place(row).value !== wanted) place(row).value = wanted;
    }
  };

  const moved = (row) => {
    const body = row.parentElement;
    const group = groups.get(body);
    group.hasMoved = true;
    number(body);
    const rows = rowsOf(body);
    const now = rows.indexOf(row) + 1;
    group.said.textContent = `${group.name} moved to place ${now} of ${rows.length}.`;
    place(row).dispatchEvent(new Event("change", { bubbles: true }));
  };

  // Errors of a row stand in a row of their own before it.
  const whole = (row) => {
    const before = row.previousElementSibling;
    return before?.classList.contains("row-form-errors") ? [before, row] : [row];
  };

  const putBefore = (row, other) => {
    const target = other && whole(other)[0];
    for (const one of whole(row)) row.parentElement.insertBefore(one, target || end(row.parentElement));
  };

  const end = (body) => body.querySelector(":scope > .empty-form") || body.querySelector(":scope > .add-row");

  const step = (row, by, focused) => {
    const rows = rowsOf(row.parentElement);
    const at = rows.indexOf(row);
    const other = rows[at + by];
    if (!other) return;
    by < 0 ? putBefore(row, other) : putBefore(other, row);
    focused.focus(); // moving a row takes the focus from it
    row.scrollIntoView({ block: "nearest" });
    moved(row);
  };

  // Dragging ---------------------------------------------------------------------------------

  const after = (row) => {
    const rows = rowsOf(row.parentElement);
    return rows[rows.indexOf(row) + 1];
  };

  const start = (handle, event) => {
    if (event.button !== 0) return;
    const row = handle.closest("tr");
    drag = { row, next: after(row), handle };
    handle.setPointerCapture(event.pointerId);
    row.classList.add("is-dragged");
    event.preventDefault();
    handle.focus();
  };

  const go = (event) => {
    if (!drag) return;
    const y = event.clientY;
    if (y < EDGE) window.scrollBy(0, y - EDGE);
    if (y > innerHeight - EDGE) window.scrollBy(0, y - innerHeight + EDGE);
    const others = rowsOf(drag.row.parentElement).filter((row) => row !== drag.row);
    const below = others.find((row) => {
      const box = row.getBoundingClientRect();
      return y < box.top + box.height / 2;
    });
    if (below === after(drag.row)) return;
    putBefore(drag.row, below);
    if (!drag.handle.hasPointerCapture(event.pointerId)) drag.handle.setPointerCapture(event.pointerId);
  };

  const stop = (isDone) => {
    if (!drag) return;
    const { row, next } = drag;
    drag = null;
    row.classList.remove("is-dragged");
    if (!isDone) putBefore(row, next);
    else if (after(row) !== next) moved(row);
  };

  // Controls ---------------------------------------------------------------------------------

  const button = (className, sign, words) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = className;
    made.textContent = sign;
    made.setAttribute("aria-label", words);
    made.title = words;
    return made;
  };

  const equip = (row, name) => {
    const cell = place(row)?.closest("td");
    if (!cell || cell.querySelector(".mover")) return;
    const box = document.createElement("span");
    box.className = "mover";
    const handle = button("mover__handle", "\u2807", `Drag this ${name}, or press Alt and an arrow key`);
    const up = button("mover__step", "\u2191", `Move this ${name} up`);
    const down = button("mover__step", "\u2193", `Move this ${name} down`);
    box.append(handle, up, down);
    cell.append(box);
  };

  document.addEventListener("click", (event) => {
    const pressed = event.target.closest(".mover__step");
    if (pressed) step(pressed.closest("tr"), pressed.textContent === "\u2191" ? -1 : 1, pressed);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") stop(false);
    if (!["ArrowUp", "ArrowDown"].includes(event.key)) return;
    const row = event.target.closest?.("tr");
    if (!row || !groups.has(row.parentElement)) return;
    if (!(event.altKey || event.target.matches(".mover__handle"))) return;
    if (event.target.matches("select, .select2-selection")) return; // there the keys open it
    event.preventDefault();
    event.stopPropagation();
    step(row, event.key === "ArrowUp" ? -1 : 1, event.target);
  }, true);

  for (const [type, what] of [["pointermove", go], ["pointerup", () => stop(true)], ["pointercancel", () => stop(false)]]) {
    document.addEventListener(type, what);
  }
  document.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest?.(".mover__handle");
    if (handle) start(handle, event);
  });

  // The admin gives rows their numbers by the order in which they stand, once one is taken away: those that
  // are stored have to come first again for as long as that takes.
  document.addEventListener("formset:removed", ({ detail }) => {
    const body = document.querySelector(`#${detail.formsetName}-group tbody`);
    if (!groups.get(body)?.hasMoved) return;
    const wanted = rowsOf(body);
    for (const row of [...wanted].sort((one, other) => index(one) - index(other))) putBefore(row, null);
    queueMicrotask(() => {
      for (const row of wanted) putBefore(row, null);
      number(body);
    });
  });

  // Rows of a form, or a list whose places are saved together.
  window.addEventListener("load", () => {
    for (const group of document.querySelectorAll(".inline-group, #changelist-form")) {
      const body = group.querySelector("tbody");
      if (!body?.querySelector("input.place")) continue;
      const formset = group.dataset.inlineFormset;
      const name = formset ? JSON.parse(formset).options.addText.replace(/^Add another /, "").toLowerCase() : "row";
      const said = document.createElement("p");
      said.className = "mover__said";
      said.setAttribute("role", "status");
      group.append(said);
      groups.set(body, { hasMoved: false, said, name: name[0].toUpperCase() + name.slice(1) });
      group.classList.add("is-ordered");
      for (const row of body.querySelectorAll(":scope > tr:has(input.place)")) equip(row, name); // the empty one too
      group.addEventListener("change", () => groups.get(body).hasMoved && number(body));
    }
  });
  document.addEventListener("newsroom:saving", () => {
    for (const [body, group] of groups) if (group.hasMoved) number(body);
  });
  document.addEventListener("submit", () => {
    for (const [body, group] of groups) if (group.hasMoved) number(body);
  }, true);
}
