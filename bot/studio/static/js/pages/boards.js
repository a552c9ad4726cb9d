// Leaderboards: the best pieces, and ratings of presets and people from settled battles.

import { api } from "../api.js";
import { h } from "../dom.js";
import { worded } from "../language.js";
import { legend } from "../piece/bars.js";
import { count, keyName } from "../words.js";
import { empty, filled, head, way } from "./frame.js";

export function boardsPage() {
  const place = h("div", {});
  filled(place, async () => {
    const [best, ratings] = await Promise.all([api.pieces({ order: "top", limit: 10 }), api.leaderboards()]);
    const liked = best.pieces.filter((piece) => piece.up > 0);
    return h(
      "div",
      { class: "boards" },
      h(
        "section",
        { class: "panel wide", "aria-labelledby": "best" },
        h("h2", { id: "best" }, worded("Best pieces")),
        liked.length
          ? h("ol", { class: "ranking" }, liked.map(pieceRow))
          : empty(worded("Nobody has voted for a piece of somebody else yet. Listen around in the gallery."), way(worded("To the gallery"), "/gallery", "strong")),
      ),
      board(worded("Presets"), ratings.presets, worded("No battle of presets was settled yet.")),
      board(worded("People"), ratings.members, worded("No battle of people was settled yet.")),
    );
  });
  return [
    head(worded("Leaderboards"), worded("Pieces are ranked by the lower end of their likes’ confidence, so that one vote doesn’t beat fifty. Presets and people are rated from blind battles, the surest first.")),
    place,
  ];
}

function pieceRow(piece, i) {
  return h(
    "li",
    {},
    h("span", { class: "rank numbers", "aria-hidden": "true" }, String(i + 1)),
    h("div", { class: "grow" }, h("a", { href: `/pieces/${piece.code}`, "data-way": true }, h("b", {}, keyName(piece.title))), legend(piece.asked), h("span", { class: "small soft" }, piece.is_own ? worded("by you") : worded("by {name}", { name: piece.author }))),
    h("span", { class: "numbers small", "aria-label": worded("{up} votes up, {down} down", { up: piece.up, down: piece.down }) }, `▲ ${piece.up}  ▼ ${piece.down}`),
  );
}

function board(title, rows, nothing) {
  const most = Math.max(1, ...rows.map((row) => row.points + 2 * row.deviation));
  return h(
    "section",
    { class: "panel", "aria-label": title },
    h("h2", {}, title),
    rows.length
      ? h(
          "ol",
          { class: "ranking" },
          rows.map((row, i) =>
            h(
              "li",
              {},
              h("span", { class: "rank numbers", "aria-hidden": "true" }, String(i + 1)),
              h("div", { class: "grow" }, h("b", {}, row.name), h("meter", { min: 0, max: most, value: Math.max(0, row.points), "aria-label": worded("{name}: {points} points", { name: row.name, points: Math.round(row.points) }) }), h("span", { class: "small soft" }, count(row.battles, "battle"))),
              h("span", { class: "numbers small" }, `${Math.round(row.points)} ± ${Math.round(2 * row.deviation)}`),
            ),
          ),
        )
      : h("p", { class: "soft" }, nothing, " ", h("a", { href: "/battles", "data-way": true }, worded("Call a battle")), "."),
  );
}
