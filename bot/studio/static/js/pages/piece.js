// The page of one piece: the card, the score, and its family.

import { api } from "../api.js";
import { button, h } from "../dom.js";
import { worded } from "../language.js";
import { pieceCard } from "../piece/card.js";
import { toast } from "../tell.js";
import { keyName } from "../words.js";
import { empty, filled, head, way } from "./frame.js";

export function piecePage({ name, go, say }) {
  const place = h("div", {});
  filled(place, async () => {
    let piece;
    try {
      piece = await api.piece(name);
    } catch (error) {
      if (error.status !== 404) throw error;
      document.title = `${worded("No such piece")} · Fusebox`;
      return [head(worded("No such piece")), empty(error.message, way(worded("See the gallery"), "/gallery"), way(worded("Compose one"), "/"))];
    }
    document.title = `${keyName(piece.title)} · Fusebox`;
    const card = pieceCard(piece, { sounds: true, heading: 1, say: (text) => say(text, piece) });
    return [
      h("p", { class: "crumbs small" }, h("a", { href: "/gallery", "data-way": true }, worded("Gallery")), " / ", h("span", {}, piece.code)),
      card.view,
      family(piece),
      piece.is_own ? eraser(piece, go) : null,
    ];
  }, 2);
  return [place];
}

function family(piece) {
  const { ancestors, descendants } = piece.family;
  if (!ancestors.length && !descendants.length) {
    return h("section", { class: "family panel", "aria-label": worded("Family") }, h("h2", {}, worded("Family")), h("p", { class: "soft" }, worded("No relatives yet: a remix or a change of this piece becomes its child.")));
  }
  const children = new Map();
  for (const one of [...ancestors, piece, ...descendants]) {
    const list = children.get(one.parent) ?? [];
    list.push(one);
    children.set(one.parent, list);
  }
  const all = new Set([...ancestors, piece, ...descendants].map((one) => one.code));
  const roots = [...ancestors, piece, ...descendants].filter((one) => !all.has(one.parent));
  const branch = (one) => {
    const below = children.get(one.code) ?? [];
    const here = one.code === piece.code;
    return h(
      "li",
      {},
      h(
        here ? "span" : "a",
        here ? { class: "relative here", "aria-current": "true" } : { class: "relative", href: `/pieces/${one.code}`, "data-way": true },
        h("b", {}, keyName(one.title)),
        h("span", { class: "small soft" }, here ? worded("this one") : one.is_own ? worded("you") : one.author, changes(one)),
        h("span", { class: "code" }, one.code),
      ),
      below.length ? h("ul", {}, below.map(branch)) : null,
    );
  };
  return h("section", { class: "family panel", "aria-label": worded("Family") }, h("h2", {}, worded("Family")), h("ul", { class: "tree" }, roots.map(branch)));
}

const FIELDS = { weights: "blend", tempo_bpm: "tempo", temperature: "adventure", meter: "metre", bars: "length", instruments: "band" };

function changes(piece) {
  const said = Object.entries(piece.difference ?? {}).map(([field, value]) => `${worded(FIELDS[field] ?? field)} ${valueOf(field, value)}`);
  return said.length ? ` · ${said.join(", ")}` : "";
}

function valueOf(field, value) {
  if (field === "key") return keyName(String(value));
  if (Array.isArray(value)) return value.some((one) => typeof one === "object") ? worded("changed") : value.join(", ") || worded("as usual");
  if (value && typeof value === "object") {
    return Object.entries(value).map(([name, share]) => (typeof share === "number" ? `${Math.round(share * 100)}% ${name}` : name)).join(" ");
  }
  return typeof value === "number" ? String(Math.round(value * 100) / 100) : String(value);
}

/** Erase one's own piece, asked twice. */
function eraser(piece, go) {
  let sure = false;
  const words = () => (sure ? worded("Really erase it, with its files and votes") : worded("Erase this piece"));
  const erase = button(words(), {
    picture: "trash", kind: "plain danger",
    onclick: async () => {
      if (!sure) {
        sure = true;
        erase.lastChild.textContent = words();
        return;
      }
      try {
        await api.erase(piece.code);
        toast(worded("Erased {code}.", { code: piece.code }));
        go("/gallery?scope=mine");
      } catch (error) {
        toast(error.message);
      }
    },
  });
  return h("p", { class: "row" }, erase);
}
