// Two things that the rich-text editor lacks. Runs before it.
"use strict";
{
  // It inserts a style element unless it finds its own, and the site's policy forbids such
  // elements. It finds this one, which has the name but is in no namespace and so does nothing;
  // the rules stand in css/admin/prose.css.
  const standIn = document.createElementNS(null, "style");
  standIn.setAttribute("data-tiptap-style", "");
  document.head.append(standIn);

  // Its field has no name for those who do not see it.
  document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
    const label = document.querySelector(`label[for="${textarea.id}"]`);
    editor.view.dom.setAttribute("aria-label", label ? label.textContent.replace(/:$/, "") : textarea.name);
  });
}
