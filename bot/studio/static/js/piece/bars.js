// Shares of genres as bars: one stacked bar, or asked and heard under each other.

import { h, setVars } from "../dom.js";
import { genreTag, tinted } from "../genres.js";
import { worded } from "../language.js";
import { percents } from "../words.js";

/** One bar in parts; it says its shares to a screen reader. */
export function stackedBar(weights, label) {
  const shares = percents(weights);
  const said = Object.entries(shares).map(([name, share]) => `${name} ${share}%`);
  return h(
    "div",
    { class: "stacked", role: "img", "aria-label": `${label}: ${said.join(", ")}` },
    Object.entries(shares)
      .filter(([, share]) => share > 0)
      .map(([name, share]) => setVars(tinted(h("span", {}), name), { share })),
  );
}

/** The legend of a blend: swatch, genre, share. */
export function legend(weights) {
  const shares = percents(weights);
  return h(
    "ul",
    { class: "legend" },
    Object.entries(shares).map(([name, share]) => h("li", {}, genreTag(name, `${share}%`))),
  );
}

// Two measures that may differ: what the tune sounds like, and where its notes are from.
const HEARD_BY = worded("Heard: what an independent judge takes the tune for. The roll’s colours: the genre each note is from.");

/** What was asked against what the judge hears. */
export function askedHeard(asked, heard) {
  const row = (label, weights, why) =>
    h(
      "div",
      { class: "heard-row" },
      h("span", { class: "heard-label" }, label),
      weights ? stackedBar(weights, label) : h("span", { class: "faint small" }, why),
      h("span", { class: "heard-numbers numbers" }, weights ? Object.values(percents(ordered(asked, weights))).join(" / ") : ""),
    );
  return h(
    "div",
    { class: "heard" },
    row(worded("asked"), asked, ""),
    row(worded("heard"), heard ? ordered(asked, heard) : null, worded("can't be measured for this blend")),
    h("div", { class: "heard-legend" }, legend(asked), heard ? h("span", { class: "faint small" }, HEARD_BY) : null),
  );
}

function ordered(asked, weights) {
  return Object.fromEntries(Object.keys(asked).map((name) => [name, weights[name] ?? 0]));
}
