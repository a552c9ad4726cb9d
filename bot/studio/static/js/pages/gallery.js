// The gallery: pieces by rank or time, genre, place and span.

import { api } from "../api.js";
import { button, h, put } from "../dom.js";
import { allGenres } from "../genres.js";
import { worded } from "../language.js";
import { empty, filled, head, trouble, way } from "./frame.js";
import { tile } from "./tiles.js";

const CHOICES = {
  order: [worded("Order"), [["top", worded("Best first")], ["new", worded("Newest first")]]],
  scope: [worded("From"), [["all", worded("Everywhere I may look")], ["here", worded("This studio")], ["public", worded("Public, all servers")], ["mine", worded("My own")]]],
  span: [worded("Made"), [["ever", worded("Ever")], ["month", worded("This month")], ["week", worded("This week")], ["day", worded("Today")]]],
};

export function galleryPage({ query, go }) {
  const filter = { order: query.get("order") ?? "top", scope: query.get("scope") ?? "all", span: query.get("span") ?? "ever", genre: query.get("genre") ?? "" };
  const choose = (name, label, options) => {
    const select = h(
      "select",
      {
        class: "field",
        onchange: () => {
          filter[name] = select.value;
          const said = Object.entries(filter).filter(([, value]) => value);
          go(`/gallery?${new URLSearchParams(said)}`, { quiet: true });
          fill();
        },
      },
      options.map(([value, words]) => h("option", { value, selected: value === filter[name] }, words)),
    );
    return h("label", { class: "choice" }, h("span", { class: "small soft" }, label), select);
  };
  const list = h("div", {});
  const fill = () => filled(list, load);
  async function load() {
    const page = await api.pieces({ ...filter, limit: 24 });
    if (!page.pieces.length) return nothing(filter);
    const tiles = h("ul", { class: "tiles" }, page.pieces.map((piece) => h("li", {}, tile(piece))));
    return [tiles, more(tiles, page.next)];
  }
  function more(tiles, cursor) {
    if (!cursor) return null;
    const box = h("div", { class: "row centre" });
    put(
      box,
      button(worded("Show more"), {
        onclick: async () => {
          try {
            const page = await api.pieces({ ...filter, limit: 24, cursor });
            tiles.append(...page.pieces.map((piece) => h("li", {}, tile(piece))));
            box.replaceWith(more(tiles, page.next) ?? "");
          } catch (error) {
            put(box, trouble(error));
          }
        },
      }),
    );
    return box;
  }
  fill();
  return [
    head(worded("Gallery"), worded("What has been composed here, and what its authors made public. Play anything, vote for what you like, remix what you want to change.")),
    h(
      "form",
      { class: "choices", "aria-label": worded("Which pieces") },
      Object.entries(CHOICES).map(([name, [label, options]]) => choose(name, label, options)),
      choose("genre", worded("Genre"), [["", worded("All genres")], ...allGenres().map((genre) => [genre.name, genre.name])]),
    ),
    list,
  ];
}

function nothing(filter) {
  if (filter.scope === "mine") return empty(worded("You have composed nothing yet. The first piece takes a few seconds."), way(worded("Compose one"), "/", "strong"));
  if (filter.genre || filter.span !== "ever") return empty(worded("Nothing fits these choices yet."), way(worded("Show everything"), "/gallery"), way(worded("Compose one"), "/", "strong"));
  return empty(worded("No pieces to show yet. Compose one, and it hangs here."), way(worded("Compose the first"), "/", "strong"));
}
