// Elements. Every text goes in as a text node, so nobody's words are ever markup.

const SVG = "http://www.w3.org/2000/svg";

function fill(element, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "vars") setVars(element, value);
    else if (name === "value" || name === "checked" || name === "indeterminate") {
      element[name] = value;
    } else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** An element: `h("p", {class: "soft"}, "words", h("b", {}, "more"))`. */
export function h(tag, props, ...children) {
  return fill(document.createElement(tag), props, children);
}

/** The same for SVG. */
export function s(tag, props, ...children) {
  return fill(document.createElementNS(SVG, tag), props, children);
}

/** Set CSS variables: `{share: "70%"}` sets `--share`. */
export function setVars(element, vars) {
  for (const [name, value] of Object.entries(vars)) element.style.setProperty(`--${name}`, value);
  return element;
}

/** Put these children in place of whatever is there. */
export function put(element, ...children) {
  element.replaceChildren();
  return fill(element, null, children);
}

export function unseen(text) {
  return h("span", { class: "unseen" }, text);
}

const PATHS = {
  play: ["M8 5.2v13.6L19 12z", true],
  pause: ["M7 5h3.6v14H7zM13.4 5H17v14h-3.6z", true],
  stop: ["M6.5 6.5h11v11h-11z", true],
  send: ["M12 19V5M5.5 11.5 12 5l6.5 6.5"],
  loop: ["M17 3l3 3-3 3M4 11V9a3 3 0 0 1 3-3h13M7 21l-3-3 3-3M20 13v2a3 3 0 0 1-3 3H4"],
  sun: ["M12 4V2M12 22v-2M4 12H2M22 12h-2M6 6 4.7 4.7M19.3 19.3 18 18M6 18l-1.3 1.3M19.3 4.7 18 6M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0z"],
  moon: ["M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z"],
  close: ["M6 6l12 12M18 6 6 18"],
  plus: ["M12 5v14M5 12h14"],
  up: ["M12 5l7 8h-4.2v6H9.2v-6H5z"],
  down: ["M12 19l-7-8h4.2V5h5.6v6H19z"],
  chat: ["M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v7a2.5 2.5 0 0 1-2.5 2.5H11l-5 4v-4A2 2 0 0 1 4 14z"],
  gallery: ["M4 5h7v6H4zM13 5h7v9h-7zM4 13h7v6H4zM13 16h7v3h-7z"],
  battle: ["M5 5l9 9M14 18l4-4M19 5l-9 9M10 18l-4-4M16 16l3 3M8 16l-3 3"],
  board: ["M5 20v-7h4v7M10 20V5h4v15M15 20v-10h4v10M3 20h18"],
  genres: ["M9 18V6l10-2v11M9 18a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM19 15a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z"],
  lock: ["M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3"],
  file: ["M7 3h7l4 4v14H7zM14 3v4h4M12.5 17.5V12l3-.7"],
  attach: ["M19 11l-7.5 7.5a4.5 4.5 0 0 1-6.4-6.4L13 4.3a3 3 0 0 1 4.3 4.2l-7.8 7.8a1.5 1.5 0 0 1-2.1-2.1L14.5 7"],
  save: ["M7 4h10v16l-5-4-5 4z"],
  share: ["M12 15V4M8 8l4-4 4 4M5 13v6h14v-6"],
  copy: ["M9 9h10v11H9zM5 15V4h10"],
  load: ["M12 4v11M8 11l4 4 4-4M5 20h14"],
  trash: ["M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13"],
  warn: ["M12 4 3 20h18zM12 10v4M12 17v.5"],
  check: ["M5 12.5l4.5 4.5L19 7.5"],
  link: ["M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7L12 7M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7L12 17"],
  tree: ["M12 4v5M12 9 6 14M12 9l6 5M12 4a1 1 0 1 0 0-.1M6 17a2 2 0 1 0 0-.1M18 17a2 2 0 1 0 0-.1"],
  more: ["M6 12h.01M12 12h.01M18 12h.01"],
  keys: ["M3 7h18v11H3zM6.5 10.5h.01M10 10.5h.01M14 10.5h.01M17.5 10.5h.01M8 14.5h8"],
  fork: ["M7 4v6a3 3 0 0 0 3 3h4a3 3 0 0 1 3 3v4M7 10v10"],
  eye: ["M3 12s3.5-6 9-6 9 6 9 6-3.5 6-9 6-9-6-9-6zM14.5 12a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z"],
};

/** A small picture beside words; it says nothing to a screen reader. */
export function icon(name) {
  const [path, full] = PATHS[name];
  return s(
    "svg",
    { class: full ? "icon full" : "icon", viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" },
    s("path", { d: path }),
  );
}

/** A button with a picture and words; with `only`, the words are for screen readers alone. */
export function button(words, { picture, kind = "", only = false, ...props } = {}) {
  return h(
    "button",
    { type: "button", class: `button ${kind}${only ? " round" : ""}`, title: only ? words : undefined, ...props },
    picture ? icon(picture) : null,
    only ? unseen(words) : h("span", { class: "words" }, words),
  );
}
