// Stories are dragged into the places of the front page, or put there with the buttons beside them. What is
// chosen is what the lists of the form hold, as without scripts; nothing happens before Save.
"use strict";
{
  const form = document.getElementById("front-page");
  const list = form.querySelector(".fp__list");
  const said = form.querySelector(".fp__said");
  const search = form.querySelector("#fp-q");
  const places = [...form.querySelectorAll(".fp-place")].map((box) => ({
    box,
    name: box.dataset.name,
    card: box.querySelector(".fp-place__card"),
    story: box.querySelector("select"),
    until: box.querySelector("input[type=datetime-local]"),
  }));
  let dragged = null; // { key, headline } of a story, with `from` where it stood in a place

  const show = ({ card, story }) => {
    card.hidden = false;
    card.draggable = Boolean(story.value);
    card.textContent = story.selectedOptions[0].textContent;
    card.classList.toggle("fp-place__card--chosen", Boolean(story.value));
  };
  const mark = () => {
    const chosen = new Map(places.map(({ story, name }) => [story.value, name]));
    for (const item of list.querySelectorAll("[data-key]")) {
      item.classList.toggle("fp-story--chosen", chosen.has(item.dataset.key));
    }
  };
  const showAll = () => {
    places.forEach(show);
    mark();
  };
  const offer = ({ story }, { key, headline }) => {
    if ([...story.options].some((option) => option.value === key)) return;
    story.add(new Option(headline, key));
  };

  // A story stands in one place: what it leaves takes what it meets, or the newest.
  const put = (story, to) => {
    const from = places.find((place) => place.story.value === story.key);
    if (from === to) return;
    if (from) {
      const [other, until] = [to.story.value, to.until.value];
      offer(from, { key: other, headline: to.card.textContent });
      from.story.value = other;
      to.until.value = from.until.value;
      from.until.value = until;
    } else {
      to.until.value = "";
    }
    offer(to, story);
    to.story.value = story.key;
    showAll();
    said.textContent = `${to.name}: “${story.headline}”. Not saved yet.`;
  };

  const storyOf = (item) => ({ key: item.dataset.key, headline: item.dataset.headline });
  const prepare = () => {
    for (const item of list.querySelectorAll("[data-key]")) {
      item.draggable = true;
      item.querySelector(".fp-story__buttons").hidden = false;
    }
    mark();
  };

  list.addEventListener("dragstart", (event) => {
    const item = event.target.closest("[data-key]");
    if (item) dragged = storyOf(item);
    event.dataTransfer.setData("text/plain", item?.dataset.headline || "");
  });
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-to]");
    if (button) put(storyOf(button.closest("[data-key]")), places[Number(button.dataset.to) - 1]);
  });
  document.addEventListener("dragend", () => {
    dragged = null;
    for (const { box } of places) box.classList.remove("fp-place--over");
  });
  for (const place of places) {
    place.card.addEventListener("dragstart", (event) => {
      dragged = { key: place.story.value, headline: place.card.textContent };
      event.dataTransfer.setData("text/plain", dragged.headline);
    });
    place.box.addEventListener("dragover", (event) => {
      if (!dragged) return;
      event.preventDefault();
      place.box.classList.add("fp-place--over");
    });
    place.box.addEventListener("dragleave", (event) => {
      if (!place.box.contains(event.relatedTarget)) place.box.classList.remove("fp-place--over");
    });
    place.box.addEventListener("drop", (event) => {
      if (!dragged) return;
      event.preventDefault();
      put(dragged, place);
    });
    place.story.addEventListener("change", showAll);
  }

  // Other stories are fetched into the list, so that what was chosen stays as it is.
  form.addEventListener("submit", async (event) => {
    if (event.submitter?.name !== "_find") return;
    event.preventDefault();
    try {
      const answer = await fetch(`${location.pathname}?${new URLSearchParams({ q: search.value })}`);
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      list.replaceChildren(...page.querySelector(".fp__list").children);
      prepare();
      const number = list.querySelectorAll("[data-key]").length;
      said.textContent = number === 1 ? "1 story was found." : `${number} stories were found.`;
    } catch {
      said.textContent = "The search had no answer. Try again.";
    }
  });

  prepare();
  showAll();
}
