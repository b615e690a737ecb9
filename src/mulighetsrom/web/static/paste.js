// Keeps headings, lists and stress of what is pasted from Word and web pages, as the light text that our boxes take.
// Without this script the browser pastes plain words, and the server makes points of their bullets.
{
  const heading = /^H[1-6]$/;
  const block = /^(P|DIV|LI|UL|OL|TABLE|THEAD|TBODY|TR|BLOCKQUOTE|SECTION|ARTICLE|H[1-6])$/;
  const isWordList = (node) => /mso-list:\s*(?!ignore)/i.test(node.dataset.style ?? "");
  const isWordBullet = (node) => /mso-list:\s*ignore/i.test(node.dataset.style ?? "");
  const squeezed = (text) => text.replace(/\s+/g, " ");

  const stressed = (node, text) => {
    const words = text.trim();
    if (!words) return text;
    const mark = /^(B|STRONG)$/.test(node.nodeName) ? "**" : /^(I|EM)$/.test(node.nodeName) ? "*" : "";
    return mark ? text.replace(words, () => mark + words + mark) : text;
  };

  const inline = (node) =>
    [...node.childNodes]
      .map((child) => {
        if (child.nodeType === Node.TEXT_NODE) return squeezed(child.data);
        if (child.nodeType !== Node.ELEMENT_NODE || isWordBullet(child)) return "";
        if (child.nodeName === "BR") return "\n";
        return stressed(child, inline(child));
      })
      .join("");

  const wordPoint = (node) => {
    const bullet = [...node.querySelectorAll("[data-style]")].find(isWordBullet)?.textContent.trim() ?? "";
    const level = Number(/level(\d)/.exec(node.dataset.style)?.[1] ?? 1);
    const mark = /^\d+[.)]$/.test(bullet) ? bullet : "-";
    return `${"  ".repeat(level - 1)}${mark} ${inline(node).trim()}\n`;
  };

  const list = (node, depth) =>
    [...node.children]
      .map((item, at) => {
        const nested = [...item.children].filter((child) => /^(UL|OL)$/.test(child.nodeName));
        nested.forEach((child) => child.remove());
        const mark = node.nodeName === "OL" ? `${at + 1}.` : "-";
        return `${"  ".repeat(depth)}${mark} ${inline(item).trim()}\n${nested.map((one) => list(one, depth + 1)).join("")}`;
      })
      .join("");

  const blocks = (node) =>
    [...node.childNodes]
      .map((child) => {
        if (child.nodeType === Node.TEXT_NODE) return squeezed(child.data);
        if (child.nodeType !== Node.ELEMENT_NODE || /^(STYLE|SCRIPT|META|TITLE|LINK)$/.test(child.nodeName)) return "";
        if (heading.test(child.nodeName)) return `\n\n## ${inline(child).trim()}\n\n`;
        if (/^(UL|OL)$/.test(child.nodeName)) return `\n\n${list(child, 0)}\n`;
        if (isWordList(child)) return wordPoint(child);
        if (child.nodeName === "TR") return `${[...child.cells].map((cell) => inline(cell).trim()).join(" – ")}\n`;
        if ([...child.children].some((inner) => block.test(inner.nodeName))) return blocks(child);
        return block.test(child.nodeName) ? `\n\n${inline(child).trim()}\n\n` : stressed(child, inline(child));
      })
      .join("");

  // Our content policy refuses inline styles and scripts, also in a document that is only read, and the browser says so.
  const inert = (html) =>
    html.replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, "").replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\s(style|on\w+)\s*=/gi, " data-$1="));

  const light = (html) =>
    blocks(new DOMParser().parseFromString(inert(html), "text/html").body)
      .replace(/[ \t]+\n/g, "\n")
      .replace(/\n{3,}/g, "\n\n")
      .trim();

  document.addEventListener("paste", (event) => {
    const box = event.target;
    const html = event.clipboardData?.getData("text/html");
    if (!html || !box.matches?.("textarea[data-markup]")) return;
    const text = light(html);
    if (!text) return;
    event.preventDefault();
    if (!document.execCommand("insertText", false, text)) box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
