// What pages share: a head, a state while waiting, a state for nothing, a sentence for trouble.

import { button, h, icon, put, s } from "../dom.js";
import { worded } from "../language.js";

export function head(title, words) {
  return h("header", { class: "page-head" }, h("h1", { tabindex: "-1" }, title), words ? h("p", {}, words) : null);
}

export function waiting(count = 3) {
  return h("div", { class: "stack", role: "status" }, h("span", { class: "unseen" }, worded("Loading")), Array.from({ length: count }, () => h("div", { class: "waiting" })));
}

/** Nothing here yet: what would fill it, and a way there. */
export function empty(words, ...ways) {
  return h(
    "div",
    { class: "empty" },
    s(
      "svg",
      { viewBox: "0 0 72 72", "aria-hidden": "true", class: "empty-picture" },
      s("path", { d: "M4 24 C24 24 26 36 38 36", class: "wire-a" }),
      s("path", { d: "M4 48 C24 48 26 36 38 36", class: "wire-b" }),
      s("path", { d: "M38 36 H66", class: "wire-c" }),
      s("circle", { cx: 38, cy: 36, r: 5, class: "wire-dot" }),
    ),
    h("p", {}, words),
    ways.length ? h("div", { class: "row" }, ways) : null,
  );
}

export function way(words, href, kind = "") {
  return h("a", { class: `button ${kind}`, href, "data-way": true }, words);
}

export function trouble(error, again) {
  return h(
    "div",
    { class: "problem", role: "alert" },
    icon("warn"),
    h("div", { class: "stack" }, h("p", {}, error.message), again ? h("div", {}, button(worded("Try again"), { kind: "small", onclick: again })) : null),
  );
}

/** Fill `place` with what `load` gives, a waiting state before, a sentence where it fails. */
export async function filled(place, load, shimmer = 3) {
  put(place, waiting(shimmer));
  try {
    put(place, await load());
  } catch (error) {
    put(place, trouble(error, () => filled(place, load, shimmer)));
  }
  return place;
}
