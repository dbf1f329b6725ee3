// The preview beside the form: what is typed is sent a moment after the last key and comes back as the
// public page. Only its main part is put in the place of the old one, so the page stays where it was
// scrolled to. Where the window is narrow the button does what it does without scripts: a tab of its own.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const PAUSE = 500;
  const LOOK = 2_000; // what changes without an event (the editor, a choice, rows that move) is found by looking
  const panel = document.getElementById("preview");
  const form = document.getElementById("article_form");
  const button = form?.querySelector("[name=_preview]");
  if (!panel || !button) return;
  const frame = panel.querySelector("iframe");
  const pane = panel.querySelector(".preview__pane");
  const said = panel.querySelector(".preview__said");
  const widths = [...panel.querySelectorAll("[data-width]")];
  const isWide = matchMedia("(min-width: 1180px)");
  const store = {
    get: () => { try { return localStorage.getItem("preview"); } catch { return null; } },
    set: (value) => { try { localStorage.setItem("preview", value); } catch { /* private window */ } },
  };
  let shown = null; // what the page in the frame was made of
  let isAsking = false;
  let timer;

  const typed = () => {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (typeof value !== "string") data.delete(name);
    return data;
  };
  const asText = (data) => JSON.stringify([...data]);

  const refresh = async () => {
    if (panel.hidden || isAsking || document.hidden || !frame.contentDocument?.querySelector("main")) return;
    const data = typed();
    const text = asText(data);
    if (text === shown) return;
    isAsking = true;
    const answer = await newsroom.ask(panel.dataset.address, data);
    const fresh = new DOMParser().parseFromString(answer.text || "", "text/html").querySelector("main");
    if (answer.status === 200 && fresh) {
      const page = frame.contentWindow;
      const { scrollX, scrollY } = page;
      page.document.querySelector("main").replaceWith(page.document.adoptNode(fresh));
      page.scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
      shown = text;
      said.textContent = "";
    } else {
      said.textContent = "The preview shows an earlier text: the server does not answer, or you are signed out.";
    }
    isAsking = false;
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, PAUSE);
  };

  const fit = () => {
    const width = Number(widths.find((one) => one.getAttribute("aria-pressed") === "true").dataset.width);
    const scale = Math.min(1, pane.clientWidth / width);
    frame.style.width = `${width}px`;
    frame.style.height = `${pane.clientHeight / scale}px`;
    frame.style.transform = scale === 1 ? "none" : `scale(${scale})`;
  };
  const choose = (width) => {
    for (const one of widths) one.setAttribute("aria-pressed", String(one.dataset.width === width));
    panel.classList.toggle("preview--wide", width !== "390");
    store.set(width);
    fit();
  };
  const open = (width) => {
    panel.hidden = false;
    if (!frame.src) frame.src = panel.dataset.address;
    choose(width);
    soon();
  };
  const close = () => {
    panel.hidden = true;
    store.set("");
    button.focus();
  };

  frame.addEventListener("load", () => {
    shown = null;
    // A link in the page leads a reader on; here it would take the preview away.
    frame.contentDocument.addEventListener("click", (event) => {
      if (event.target.closest("a[href]:not([href^='#'])")) event.preventDefault();
    });
    refresh();
  });
  for (const one of widths) one.addEventListener("click", () => choose(one.dataset.width));
  panel.querySelector(".preview__close").addEventListener("click", close);
  let inTab = false;
  panel.querySelector(".preview__tab").addEventListener("click", () => {
    inTab = true;
    form.requestSubmit(button);
    inTab = false;
  });
  // Before whatever else waits for the form to be sent: nothing is saved by this.
  form.addEventListener("submit", (event) => {
    if (event.submitter !== button) return;
    event.stopImmediatePropagation();
    if (inTab || !isWide.matches) return;
    event.preventDefault();
    if (panel.hidden) open(store.get() || "390");
    panel.scrollIntoView({ block: "nearest" });
  }, true);
  for (const event of ["input", "change", "click", "keyup"]) form.addEventListener(event, soon);
  setInterval(refresh, LOOK);
  new ResizeObserver(fit).observe(pane);
  if (isWide.matches && store.get()) open(store.get());
});
