// What can be done with a piece: the same orders as the buttons in Discord, as words.

import { api, at } from "../api.js";
import { button, h, put } from "../dom.js";
import { swatch } from "../genres.js";
import { worded } from "../language.js";
import { copy, toast } from "../tell.js";

const PRESET_FIELDS = [
  "weights", "temperature", "bars", "tempo_bpm", "key", "meter", "instruments", "without", "only", "path", "loop", "intro", "pickup",
];

/** Buttons that say something about the piece; `say(text)` says it. */
export function orders(piece, say) {
  const order = (words, text, extra = {}) => button(words, { kind: "small", onclick: () => say(text), ...extra });
  const genres = Object.keys(piece.asked);
  return h(
    "div",
    { class: "orders", role: "group", "aria-label": worded("Change this piece") },
    order(worded("Again"), "again", { picture: "loop" }),
    order(worded("More adventurous"), "more adventurous"),
    order(worded("Safer"), "safer"),
    genres.length > 1
      ? genres.map((name) => h("button", { type: "button", class: "button small", onclick: () => say(`more ${name}`) }, swatch(name), worded("More {name}", { name })))
      : null,
    order(worded("3 variations"), "again, 3 versions"),
    order(worded("Longer"), "longer"),
    order(worded("Slower"), "slower"),
    order(worded("Faster"), "faster"),
    order(worded("Remix"), `remix ${piece.code}`, { picture: "fork", "data-remix": true }),
  );
}

/** Votes, as two buttons and their counts. */
export function votes(piece) {
  let tally = { up: piece.up, down: piece.down, mine: piece.my_vote ?? 0 };
  const one = (value, picture, words) => {
    const count = h("span", { class: "numbers" });
    const element = h(
      "button",
      {
        type: "button", class: "button small vote", "aria-label": words,
        onclick: async () => {
          try {
            tally = await api.vote(piece.code, tally.mine === value ? 0 : value);
            Object.assign(piece, { up: tally.up, down: tally.down, my_vote: tally.mine });
            show();
            if (tally.is_own && tally.mine) toast(worded("Noted. Your own vote teaches your taste; it doesn't count for the rank."));
          } catch (error) {
            toast(error.message);
          }
        },
      },
      button("", { picture }).firstChild,
      count,
    );
    return { element, count, value };
  };
  const pair = [one(1, "up", worded("Vote up")), one(-1, "down", worded("Vote down"))];
  const show = () => {
    for (const { element, count, value } of pair) {
      const number = value === 1 ? tally.up : tally.down;
      put(count, String(number));
      element.setAttribute("aria-pressed", String(tally.mine === value));
      element.setAttribute("aria-label", `${value === 1 ? worded("Vote up") : worded("Vote down")}, ${worded("{number} so far", { number })}`);
    }
  };
  show();
  return h("div", { class: "row votes", role: "group", "aria-label": worded("Votes") }, pair.map((side) => side.element));
}

/** A button that opens a small form to save the piece's request under a name. */
export function saver(piece) {
  const name = h("input", { class: "field", type: "text", maxlength: 40, placeholder: "sunday morning", required: true, "aria-label": worded("Name of the preset") });
  const told = h("p", { class: "small", role: "status" });
  const form = h(
    "form",
    {
      class: "saver", hidden: true,
      onsubmit: async (event) => {
        event.preventDefault();
        try {
          const saved = await api.savePreset(name.value.trim(), presetOf(piece.request));
          form.hidden = true;
          opener.setAttribute("aria-expanded", "false");
          name.value = "";
          put(told);
          opener.focus();
          document.dispatchEvent(new CustomEvent("presets"));
          toast(worded("Saved as “{name}”.", { name: saved.name }));
        } catch (error) {
          put(told, error.message);
        }
      },
    },
    h("div", { class: "row" }, name, button(worded("Save"), { kind: "small strong", type: "submit" })),
    told,
  );
  const opener = button(worded("Save preset"), {
    picture: "save", kind: "small", "aria-expanded": "false",
    onclick: () => {
      form.hidden = !form.hidden;
      opener.setAttribute("aria-expanded", String(!form.hidden));
      if (!form.hidden) name.focus();
    },
  });
  return { opener, form };
}

function presetOf(request) {
  return Object.fromEntries(
    PRESET_FIELDS.filter((field) => request[field] !== undefined && request[field] !== null).map((field) => [field, request[field]]),
  );
}

const FILE_WORDS = {
  midi: worded("MIDI"), musicxml: worded("MusicXML, lead sheet"), score: worded("MusicXML, all players"), png: worded("Piano roll, PNG"), ogg: worded("Sound, OGG"),
  mp3: worded("Sound, MP3"), wav: worded("Sound, WAV"), sheet: worded("Lead sheet, PNG"), pdf: worded("Lead sheet, PDF"), "score-pdf": worded("Full score, PDF"),
  stems: worded("Stems, ZIP"), mp4: worded("Film, MP4"), json: worded("Facts, JSON"),
};
const UNSHOWN = new Set(["notes"]);

/** All files of a piece to fetch. */
export function downloads(piece) {
  const files = piece.files.filter((file) => !UNSHOWN.has(file.format));
  return h(
    "div",
    { class: "stack" },
    h(
      "ul",
      { class: "files" },
      files.map((file) =>
        h(
          "li",
          {},
          h(
            "a",
            { class: "file", href: at.file(piece.code, file.format), download: true },
            h("b", {}, FILE_WORDS[file.format] ?? file.format.toUpperCase()),
            h("span", { class: "faint small" }, file.is_ready ? worded("ready") : worded("made when you ask")),
          ),
        ),
      ),
    ),
  );
}

/** The link to a piece's page, to hand on. */
export function linkButton(piece) {
  return button(worded("Copy link"), {
    picture: "link", kind: "small", onclick: () => copy(`${location.origin}/pieces/${piece.code}`, worded("the link to this piece")),
  });
}

/** The recipe, to hand on or to keep. */
export function recipeButton(piece) {
  return button(worded("Copy recipe"), { picture: "copy", kind: "small", onclick: () => copy(piece.recipe, worded("the recipe")) });
}

const SEEN = { private: worded("Only me"), place: worded("This studio"), public: worded("Everyone") };

/** Who may see one's own piece; a choice that holds at once. */
export function visibility(piece) {
  const choice = h(
    "select",
    {
      class: "field",
      onchange: async () => {
        try {
          await api.show(piece.code, choice.value);
          piece.visibility = choice.value;
          toast(worded("Seen by: {who}.", { who: SEEN[choice.value] }));
        } catch (error) {
          choice.value = piece.visibility;
          toast(error.message);
        }
      },
    },
    Object.entries(SEEN).map(([value, words]) => h("option", { value, selected: value === piece.visibility }, words)),
  );
  return h("label", { class: "row small" }, h("span", { class: "soft" }, worded("Seen by")), choice);
}
