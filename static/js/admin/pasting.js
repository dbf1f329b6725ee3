// What comes from Word or Google Docs is brought into the shape that the editor knows, before it reads it:
// lists made of paragraphs become lists, headings the two that there are. What is allowed is decided by the
// server, as for everything else.
"use strict";
{
  // The page's policy forbids styles, and a browser says so for each that is read: they are read as data.
  const STYLE_ELEMENTS = /<style\b[^>]*>[\s\S]*?<\/style\s*>/gi;
  const readable = (html) => html.replace(STYLE_ELEMENTS, "").replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style="));
  const style = (node) => node.dataset?.style || "";
  const KEPT = new Set(["href", "title", "start", "colspan", "rowspan", "scope"]);

  const EMPTY = /^[\s\u00a0]*$/;
  const NUMBER = /^\s*\(?(?:\d{1,3}|[a-z]|[ivxlc]{1,5})[.)]/i;

  const unwrap = (node) => node.replaceWith(...node.childNodes);

  const BOLD = /(?:^|;)\s*font-weight:\s*(?:bold|[6-9]00)/i;
  const PLAIN = /(?:^|;)\s*font-weight:\s*(?:normal|[1-5]00)/i;
  const SLANTED = /(?:^|;)\s*font-style:\s*(?:italic|oblique)/i;

  const wrap = (node, name) => {
    const made = node.ownerDocument.createElement(name);
    made.append(...node.childNodes);
    node.append(made);
  };

  const rename = (node, name) => {
    const made = node.ownerDocument.createElement(name);
    made.append(...node.childNodes);
    node.replaceWith(made);
  };

  const withoutComments = (page) => {
    const walker = page.createTreeWalker(page, NodeFilter.SHOW_COMMENT);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    for (const comment of found) comment.remove();
  };

  // Word: <p class="MsoListParagraph" style="mso-list:l0 level2 lfo1">, the sign in a span that is to be ignored.
  const level = (node) => {
    if (!node?.matches?.("p")) return 0;
    const said = /mso-list:[^;"]*level(\d)/i.exec(style(node));
    return said ? Number(said[1]) : /MsoList(?:Paragraph|Bullet|Number)/.test(node.className) ? 1 : 0;
  };

  const sign = (item) => {
    const marks = [...item.querySelectorAll("span")].filter((span) => /mso-list:\s*ignore/i.test(style(span)));
    const words = marks.map((mark) => mark.textContent).join("");
    for (const mark of marks) mark.remove();
    if (words) return words;
    const bare = /^[\s\u00a0]*([\u00b7\u2022\u25aao\u2013-]|\(?\d{1,3}[.)])[\s\u00a0]+/.exec(item.textContent);
    const first = bare && item.ownerDocument.createTreeWalker(item, NodeFilter.SHOW_TEXT).nextNode();
    if (!first?.data.startsWith(bare[0])) return "";
    first.data = first.data.slice(bare[0].length);
    return bare[1];
  };

  const makeLists = (page) => {
    for (const first of page.querySelectorAll("p")) {
      if (!first.isConnected || !level(first)) continue;
      const open = []; // lists from the outermost to the one that is written
      let item = first;
      const place = page.createComment("");
      first.before(place);
      while (level(item)) {
        const next = item.nextElementSibling;
        const depth = level(item);
        const name = NUMBER.test(sign(item)) ? "ol" : "ul";
        while (open.length > depth) open.pop();
        if (open.length === depth && open.length === 1 && open[0].localName !== name) open.pop();
        while (open.length < depth) {
          const list = page.createElement(name);
          const inside = open.at(-1)?.lastElementChild;
          if (inside) inside.append(list);
          else if (open.length) continue;
          else place.before(list);
          open.push(list);
          if (!inside && open.length < depth) break; // a list does not begin inside another
        }
        const made = page.createElement("li");
        const words = page.createElement("p");
        words.append(...item.childNodes);
        made.append(words);
        open.at(-1).append(made);
        item.remove();
        item = next;
      }
      place.remove();
    }
  };

  const inOurShape = (html) => {
    const page = new DOMParser().parseFromString(readable(html), "text/html");
    withoutComments(page);
    for (const node of page.querySelectorAll("style, script, meta, link, title, xml, img")) node.remove();
    for (const node of page.querySelectorAll("[data-style*='mso-spacerun']")) node.replaceWith(" ");
    for (const node of page.querySelectorAll("b, strong")) if (PLAIN.test(style(node))) unwrap(node);
    for (const node of page.querySelectorAll("span")) {
      if (BOLD.test(style(node))) wrap(node, "strong");
      if (SLANTED.test(style(node))) wrap(node, "em");
    }
    for (const node of page.querySelectorAll("h1")) rename(node, "h2");
    for (const node of page.querySelectorAll("h4, h5, h6, p.MsoSubtitle")) rename(node, "h3");
    for (const node of page.querySelectorAll("p.MsoTitle")) rename(node, "h2");
    makeLists(page);
    // Word's own elements, such as <o:p>.
    for (const node of [...page.querySelectorAll("*")].filter((one) => one.localName.includes(":"))) unwrap(node);
    for (const node of page.querySelectorAll("p, h2, h3, li")) {
      if (EMPTY.test(node.textContent) && !node.querySelector("hr")) node.remove();
    }
    for (const node of page.querySelectorAll("br.Apple-interchange-newline, body > br")) node.remove();
    for (const node of page.body.querySelectorAll("*")) {
      for (const name of node.getAttributeNames()) if (!KEPT.has(name)) node.removeAttribute(name);
    }
    return page.body.innerHTML;
  };

  document.addEventListener("prose-editor:ready", ({ detail: { editor } }) => {
    const editorProps = { ...editor.options.editorProps, transformPastedHTML: inOurShape };
    editor.setOptions({ editorProps });
  });

  // A form that was filled from a story is kept like one that was typed.
  window.addEventListener("load", () => {
    const mark = document.getElementById("pasted-mark");
    if (!mark) return;
    mark.value = "filled";
    mark.form.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
