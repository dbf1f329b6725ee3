// Prices on a page that stays open. Asks for all of them together while an exchange is open, and not while nobody
// looks; what the server says is put in its place, and nothing else moves. Fetched by site.js after a minute.
(() => {
  const FIRST = 60_000;
  const LONGEST = 3_600_000;
  const MOST = 50;
  const ANSWER_WITHIN = 10_000;
  // What changed is read out at most so often, and of so many tickers by name.
  const SAY_EVERY = 300_000;
  const NAMED = 3;

  const { quotes: address } = document.body.dataset;
  const all = () => [...document.querySelectorAll("[data-quote]")];
  const part = (quote, name) => quote.querySelector(`[data-part="${name}"]`);

  // Which to ask for: all, in one order, so that all readers of a page ask for one address, which caches keep;
  // of more than the server tells at once those in view.
  const wanted = () => {
    const names = (quotes) => [...new Set(quotes.map((quote) => quote.dataset.quote))].sort();
    const every = names(all());
    if (every.length <= MOST) return every;
    return names(all().filter((quote) => {
      const { top, bottom } = quote.getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    })).slice(0, MOST);
  };

  const said = document.createElement("p");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  document.body.append(said);
  let spokenAt = Date.now();
  const moved = new Map();
  const say = () => {
    if (!moved.size || Date.now() - spokenAt < SAY_EVERY) return;
    const first = [...moved].slice(0, NAMED).map(([name, words]) => `${name.split(":")[1]} ${words}`);
    const more = moved.size - first.length;
    said.textContent = `Prices have changed: ${first.join("; ")}${more > 0 ? `; and ${more} more` : ""}.`;
    spokenAt = Date.now();
    moved.clear();
  };

  const turn = (change, direction) => { change.className = `quote__change quote__change--${direction}`; };
  // What the price did since the article was published, written as the server writes nothing: "0.00%".
  const tellSince = (place, value) => {
    const figures = (100 * (value / place.dataset.since - 1)).toFixed(2);
    const sign = Number(figures) > 0 ? "+" : Number(figures) < 0 ? "\u2212" : "";
    place.textContent = sign + place.dataset.pattern.replace(
      /0(.)00/, (_, point) => figures.replace("-", "").replace(".", point),
    );
    turn(place, { "+": "up", "": "flat" }[sign] ?? "down");
  };

  const put = (quote, fresh) => {
    for (const [name, words] of Object.entries(fresh)) {
      const place = part(quote, name);
      if (!place || place.textContent === words) continue;
      place.textContent = words;
      if (name !== "price") continue;
      moved.set(quote.dataset.quote, `${words}, ${fresh.change}`);
      place.classList.remove("is-fresh");
      void place.offsetWidth; // else a mark that still fades would not begin anew
      place.classList.add("is-fresh");
    }
    for (const change of quote.querySelectorAll("[data-part=change], [data-part=percent]")) turn(change, fresh.direction);
    const since = quote.querySelector("[data-since]");
    if (since) tellSince(since, fresh.value);
    for (const time of quote.querySelectorAll("time[data-part]")) time.dateTime = fresh.as_of;
  };

  // Where one source is told for all prices of a strip, it may be several now.
  const tellSources = (quotes) => {
    for (const place of document.querySelectorAll(".quote-strip__source")) {
      const all = [...place.parentElement.querySelectorAll("[data-quote]")].map((quote) => quotes[quote.dataset.quote]?.source);
      const words = [...new Set(all.filter(Boolean))].join("; ");
      if (words && place.textContent !== words) place.textContent = words;
    }
  };

  let answeredAt = Date.now() - FIRST;
  // The server's clock says how old a price is; where it is silent, ours says for how long.
  const tellSilence = () => {
    const minutes = Math.floor((Date.now() - answeredAt) / 60_000);
    const words = minutes < 90 ? `${minutes} minute${minutes === 1 ? "" : "s"}` : `${Math.floor(minutes / 60)} hours`;
    for (const quote of all()) {
      const note = part(quote, "note") ?? part(quote, "brief");
      if (note) note.textContent = `not updated for ${words}`;
    }
  };

  let failures = 0;
  let timer = 0;
  let due = 0;
  const later = (wait) => {
    due = Date.now() + wait;
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(refresh, wait);
  };
  // Readers who came together do not all ask together.
  const spread = (wait) => wait * (1 + Math.random() / 10);

  const refresh = async () => {
    const names = wanted();
    if (!names.length) return later(FIRST);
    try {
      const answer = await fetch(`${address}?tickers=${names.map(encodeURIComponent).join(",")}`, {
        credentials: "omit", signal: AbortSignal.timeout(ANSWER_WITHIN),
      });
      if (!answer.ok) throw new Error(answer.status);
      const { quotes, every, next } = await answer.json();
      for (const quote of all()) {
        const fresh = quotes[quote.dataset.quote];
        if (fresh) put(quote, fresh);
      }
      tellSources(quotes);
      failures = 0;
      answeredAt = Date.now();
      say();
      const wait = every ? every * 1000 : Date.parse(next) - Date.now();
      later(spread(Math.min(Math.max(wait, FIRST), LONGEST)));
    } catch {
      failures += 1;
      tellSilence();
      if (failures === 2) said.textContent = "Prices are not being updated at the moment.";
      later(spread(Math.min(FIRST * 2 ** (failures - 1), LONGEST)));
    }
  };

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) clearTimeout(timer);
    else later(Math.max(due - Date.now(), 0));
  });
  if (document.hidden) due = Date.now();
  else refresh();
})();
