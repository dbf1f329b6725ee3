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
  const isBox = (node) => node instanceof Element && node.matches(".select2-container");
  new MutationObserver((changes) => {
    if (changes.some((change) => [...change.addedNodes].some(isBox))) name();
  }).observe(document.documentElement, { childList: true, subtree: true });
  window.addEventListener("load", () => django.jQuery(document).on("change", "select.admin-autocomplete", name));
}
