// Every genre with its colour, a sample and the data card of what it was learned from.

import { api } from "../api.js";
import { h, icon, put, unseen } from "../dom.js";
import { tinted } from "../genres.js";
import { language, worded } from "../language.js";
import { newPlayer } from "../player.js";
import { toast } from "../tell.js";
import { listed } from "../words.js";
import { filled, head, way } from "./frame.js";

export function genresPage() {
  const place = h("div", {});
  filled(place, async () => {
    const { genres } = await api.genres();
    return h("ul", { class: "genre-cards" }, genres.map((genre) => h("li", {}, card(genre))));
  });
  return [
    head(worded("Genres"), worded("Each was learned from openly licensed music; its data card says from what, and what is weak. Genres without open data are not faked: ask, and the nearest is offered.")),
    place,
  ];
}

function card(genre) {
  return h(
    "article",
    { class: "genre-card" },
    tinted(h("div", { class: "genre-band", "aria-hidden": "true" }), genre.name),
    h(
      "div",
      { class: "genre-body" },
      h("div", { class: "row apart" }, h("h2", {}, genre.name), sample(genre)),
      h("p", {}, `${genre.blurb[0].toUpperCase()}${genre.blurb.slice(1)}.`),
      h("p", { class: "small soft" }, `${genre.tempo_bpm} bpm · ${genre.meter} · ${genre.mode}`, genre.is_own ? worded(" · trained here") : ""),
      genre.other_names.length ? h("p", { class: "small soft" }, worded("Also understood: "), genre.other_names.slice(0, 6).join(", ")) : null,
      genre.card ? dataCard(genre) : null,
      h("div", { class: "row" }, way(worded("Compose with it"), `/?say=${encodeURIComponent(`70% ${genre.name} 30% `)}`, "small"), way(worded("Hear pieces"), `/gallery?genre=${encodeURIComponent(genre.name)}`, "small plain")),
    ),
  );
}

function sample(genre) {
  const audio = h("audio", { preload: "none" });
  const player = newPlayer(audio);
  const play = h("button", {
    type: "button", class: "play small",
    onclick: () => {
      if (!player.ready) player.load([{ url: genre.sample, type: "audio/ogg" }]);
      player.toggle();
    },
  });
  const show = (busy = false) => {
    put(play, icon(player.playing ? "pause" : "play"), unseen(`${player.playing ? worded("Pause") : worded("Hear")} ${genre.name}`));
    play.classList.toggle("waits", busy);
  };
  player.onState(() => show(player.playing && audio.readyState < 2));
  audio.addEventListener("error", () => {
    show();
    toast(worded("A sample of {name} can't be had now.", { name: genre.name }));
  });
  show();
  return h("span", {}, play, audio);
}

const number = new Intl.NumberFormat(language);

function dataCard(genre) {
  const { card } = genre;
  const facts = [
    [worded("pieces"), card.pieces ?? card.works], [worded("lead sheets"), card.sheets], [worded("bars"), card.bars], [worded("notes"), card.notes ?? card.melody_notes],
  ].filter(([, value]) => typeof value === "number");
  return h(
    "details",
    { class: "data-card" },
    h("summary", {}, worded("Data card"), h("span", { class: "unseen" }, worded(" of {name}", { name: genre.name }))),
    facts.length ? h("dl", { class: "figures" }, facts.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", { class: "numbers" }, number.format(value))))) : null,
    card.sources?.length
      ? [
          h("h3", {}, worded("Sources")),
          h("ul", { class: "sources" }, card.sources.map((source) => h("li", {}, linked(source), h("span", { class: "small soft" }, [source.pieces ? worded("{count} pieces", { count: number.format(source.pieces) }) : null, source.licence, source.attribution].filter(Boolean).join(" · "))))),
        ]
      : null,
    card.weaknesses?.length ? [h("h3", {}, worded("What is weak")), h("ul", { class: "weak" }, card.weaknesses.map((words) => h("li", {}, words)))] : null,
    !card.sources?.length && card.licences?.length ? h("p", { class: "small" }, worded("Licences: {names}", { names: listed(card.licences) })) : null,
  );
}

function linked(source) {
  const safe = /^https?:\/\//.test(source.url ?? "");
  return safe ? h("a", { href: source.url, rel: "noreferrer noopener", target: "_blank" }, source.name) : h("b", {}, source.name);
}
