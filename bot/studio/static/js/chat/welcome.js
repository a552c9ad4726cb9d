// The empty state: what this is, and sentences to click.

import { h, icon, setVars } from "../dom.js";
import { allGenres, swatch, tinted } from "../genres.js";
import { worded } from "../language.js";
import { examples } from "./examples.js";

/** `say(text)` composes an example, `fill(text)` only writes it. `pieces` are one's latest ones. */
export function welcome({ say, fill, pieces }) {
  return h(
    "section",
    { class: "welcome" },
    h("div", { class: "ribbon", "aria-hidden": "true" }, allGenres().map((genre) => tinted(h("span", {}), genre.name))),
    h("h1", {}, worded("What shall I compose?")),
    h(
      "p",
      { class: "lead soft" },
      worded("Name the genres and how much of each. Each genre’s network writes a melody, a second network fuses them by your weights, a band plays it, and you hear it in seconds."),
    ),
    h(
      "ul",
      { class: "examples" },
      examples(allGenres().map((genre) => genre.name)).map((text) => h("li", {}, h("button", { type: "button", class: "example", onclick: () => say(text) }, h("span", {}, text), icon("play")))),
    ),
    h("h2", { class: "welcome-sub" }, worded("Or start from a genre")),
    h(
      "div",
      { class: "chips" },
      allGenres().map((genre) => h("button", { type: "button", class: "chip", title: genre.blurb, onclick: () => fill(`70% ${genre.name} 30% `) }, swatch(genre.name), genre.name)),
    ),
    pieces.length
      ? [
          h("h2", { class: "welcome-sub" }, worded("Your latest")),
          h("ul", { class: "latest" }, pieces.slice(0, 4).map((piece) => h("li", {}, h("a", { href: `/pieces/${piece.code}`, "data-way": true }, barOf(piece.asked), h("span", {}, piece.title))))),
        ]
      : null,
  );
}

function barOf(weights) {
  return h("span", { class: "stacked tiny", "aria-hidden": "true" }, Object.entries(weights).map(([name, share]) => setVars(tinted(h("span", {}), name), { share: share * 100 })));
}
