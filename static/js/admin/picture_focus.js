// The lead picture in the article form: what is chosen is shown before it is sent, and what matters in it
// is a point set by a click, a finger or the arrow keys. The two numbers below it are the same point.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const input = document.querySelector(".picture-input");
  const numbers = ["x", "y"].map((axis) => document.getElementById(`id_picture_focus_${axis}`));
  if (!input) return;
  const figure = input.querySelector(".picture-input__figure");
  const file = input.querySelector('input[type="file"]');
  const clear = input.querySelector('input[type="checkbox"]');
  const frame = figure.querySelector(".picture-input__frame");

  // Drawn, so that no address of a file is needed; upright, as the server makes it.
  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    if (!chosen) return;
    const picture = await createImageBitmap(chosen, { resizeWidth: 960, resizeQuality: "medium" }).catch(() => null);
    if (!picture) {
      figure.hidden = true; // the server says why it is no picture
      return;
    }
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [picture.width, picture.height];
    canvas.className = "picture-input__picture";
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", "The picture that is chosen");
    canvas.getContext("2d").drawImage(picture, 0, 0);
    frame.querySelector(".picture-input__picture")?.remove();
    frame.prepend(canvas);
    figure.hidden = false;
    if (clear) clear.checked = false;
    if (numbers[0] && numbers[1]) set(50, 50);
  });
  if (!numbers[0] || !numbers[1] || numbers[0].disabled) return;

  const marker = document.createElement("button");
  marker.type = "button";
  marker.className = "picture-input__focus";
  const note = document.createElement("figcaption");
  note.className = "picture-input__note";
  note.textContent = "Click what has to stay in view where the picture is cropped, or move the ring with the arrow keys.";
  frame.classList.add("picture-input__frame--pointed");
  frame.append(marker);
  figure.append(note);

  const within = (value) => Math.min(100, Math.max(0, Math.round(value)));

  function place() {
    const [x, y] = numbers.map((number) => within(Number(number.value || 50)));
    marker.style.left = `${x}%`;
    marker.style.top = `${y}%`;
    marker.setAttribute("aria-label", `What has to stay in view: ${x} % from the left, ${y} % from the top. Arrow keys move it.`);
  }

  function set(...point) {
    numbers.forEach((number, axis) => {
      number.value = within(point[axis]);
      number.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  function follow(event) {
    if (event.type === "click" && event.detail === 0) return; // Enter on the ring
    const area = frame.getBoundingClientRect();
    set(((event.clientX - area.left) / area.width) * 100, ((event.clientY - area.top) / area.height) * 100);
  }

  // A finger that scrolls past sets nothing; one that taps does.
  frame.addEventListener("click", follow);
  frame.addEventListener("pointerdown", (event) => {
    if (event.button || event.pointerType !== "mouse") return;
    frame.setPointerCapture(event.pointerId);
    follow(event);
    event.preventDefault();
    marker.focus({ preventScroll: true });
  });
  frame.addEventListener("pointermove", (event) => {
    if (frame.hasPointerCapture(event.pointerId)) follow(event);
  });

  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  marker.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const far = event.shiftKey ? 10 : 1;
    set(...numbers.map((number, axis) => Number(number.value || 50) + step[axis] * far));
  });

  for (const number of numbers) number.addEventListener("input", place);
  place();
});
