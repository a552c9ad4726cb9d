// What is known of a piece beside its sound: originality, recipe, players, figures.

import { button, h } from "../dom.js";
import { genreTag } from "../genres.js";
import { worded } from "../language.js";
import { copy } from "../tell.js";
import { count, sectionLabel } from "../words.js";

const MOST_SHARED = 13;

/** How original it is; `brief` in one sentence. */
export function originality(facts, { brief = false } = {}) {
  const run = facts?.longest_run_notes;
  if (run === undefined) return null;
  if (!run) return worded("Original: it shares no run of eight notes with any tune that I learned from.");
  const work = facts.nearest_work;
  const title = work ? ` (“${work.title}”${work.genre ? `, ${work.genre}` : ""})` : "";
  const said = worded("Original: the longest run that it shares with a tune I learned from has {notes}{title}.", { notes: count(run, "note"), title });
  return brief ? said : `${said} ${worded("Over {most} I throw a tune away.", { most: MOST_SHARED })}`;
}

/** A figure that was counted in the corpora is named by its text: say how many works play it. */
function figureName(pattern) {
  const counted = /^(?:kick )?\S+ of (\d+) works$/.exec(pattern);
  return counted ? h("span", { title: pattern }, worded("as in {works}", { works: count(Number(counted[1]), "work") })) : pattern;
}

const FIGURES = {
  notes: [worded("notes in the tune"), (v) => String(v)],
  range_semitones: [worded("range"), (v) => count(v, "semitone")],
  in_scale_share: [worded("in the scale"), share],
  chord_tone_share: [worded("chord tones"), share],
  repeated_rhythm_share: [worded("rhythms that come back"), share],
  rest_share: [worded("rests"), share],
  pitch_class_entropy_bits: [worded("variety of pitches"), (v) => `${v.toFixed(2)} bits`],
  ends_on_tonic: [worded("ends on the tonic"), (v) => (v >= 0.5 ? worded("yes") : worded("no"))],
};

function share(value) {
  return `${Math.round(value * 100)}%`;
}

/** The panel of details. */
export function details(piece) {
  const figures = Object.entries(FIGURES).filter(([name]) => piece.metrics?.[name] !== undefined);
  return h(
    "div",
    { class: "stack" },
    recipe(piece),
    originality(piece.originality) ? h("p", {}, originality(piece.originality)) : null,
    figures.length
      ? h(
          "dl",
          { class: "figures" },
          figures.map(([name, [words, said]]) => h("div", {}, h("dt", {}, words), h("dd", { class: "numbers" }, said(piece.metrics[name])))),
        )
      : null,
    players(piece),
    piece.troubles.length ? h("ul", { class: "small soft" }, piece.troubles.map((one) => h("li", {}, one))) : null,
  );
}

/** The recipe: the same piece again, byte for byte. */
export function recipe(piece) {
  return h(
    "div",
    { class: "recipe" },
    h("div", { class: "recipe-words" }, h("b", {}, worded("Recipe")), h("span", { class: "small soft" }, worded("Paste it into the chat and the same piece comes again."))),
    h("code", { class: "recipe-code" }, piece.recipe),
    button(worded("Copy"), { picture: "copy", kind: "small", onclick: () => copy(piece.recipe, worded("the recipe")) }),
  );
}

function players(piece) {
  if (!piece.layers.length) return null;
  return h(
    "div",
    { class: "table-box", tabindex: "0", role: "region", "aria-label": worded("Who plays what") },
    h(
      "table",
      {},
      h("caption", { class: "unseen" }, worded("Who plays what, section by section")),
      h("thead", {}, h("tr", {}, [worded("Section"), worded("Part"), worded("Player"), worded("Style"), worded("Figure")].map((words) => h("th", { scope: "col" }, words)))),
      h(
        "tbody",
        {},
        piece.layers.map((layer) =>
          h(
            "tr",
            {},
            h("td", {}, sectionLabel(layer.section)),
            h("td", {}, layer.role),
            h("td", {}, layer.instrument),
            h("td", {}, layer.genre ? genreTag(layer.genre) : ""),
            h("td", { class: "soft" }, figureName(layer.pattern)),
          ),
        ),
      ),
    ),
  );
}
