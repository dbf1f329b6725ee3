// Gives the boxes in which one searches and chooses the name of their field.
"use strict";
{
  const name = () => {
    for (const select of document.querySelectorAll("select.admin-autocomplete")) {
      const label = select.getAttribute("aria-label") || select.labels[0]?.textContent.replace(/:$/, "");
      const box = select.nextElementSibling;
      if (!label || !box?.matches(".select2-container")) continue;
      for (const part of box.querySelectorAll("[role]")) {
        part.removeAttribute("aria-labelledby");
        part.setAttribute("aria-label", `${label}: ${select.selectedOptions[0]?.textContent || "none"}`);
      }
    }
  };
  window.addEventListener("load", name);
  document.addEventListener("focusin", name);
  document.addEventListener("formset:added", () => setTimeout(name));
}
