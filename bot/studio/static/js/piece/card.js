// A piece: its moving roll, its sound, what was asked and heard, and everything to do with it.

import { api, at } from "../api.js";
import { button, h, put } from "../dom.js";
import { worded } from "../language.js";
import { makePresent, newPlayer } from "../player.js";
import { musicOf } from "../roll/music.js";
import { rollView, seekStrip } from "../roll/roll.js";
import { whisper } from "../tell.js";
import { clock, count, keyName, sectionLabel } from "../words.js";
import { downloads, linkButton, orders, recipeButton, saver, visibility, votes } from "./actions.js";
import { anatomy } from "./anatomy.js";
import { askedHeard } from "./bars.js";
import { details, originality } from "./details.js";
import { score } from "./score.js";
import { transport } from "./transport.js";

let cards = 0;

/**
 * The card of a piece. `sounds` says whether its sound is there already; else call `ready(piece)`
 * when it is, and `progress(words)` meanwhile. `say(text, code)` talks about it. On its own page it
 * has `heading` 1.
 */
export function pieceCard(piece, { sounds, say, heading = 3 }) {
  cards += 1;
  const mine = `piece-${cards}`;
  const audio = h("audio", { preload: "none" });
  const player = newPlayer(audio);
  const stage = h("div", { class: "stage" }, h("div", { class: "waiting roll-waiting" }));
  const blend = h("div", { class: "card-blend" });
  const under = h("div", { class: "card-under" });
  const title = h(`h${heading}`, { class: "card-title", id: mine }, keyName(piece.title));
  const facts = h("p", { class: "card-facts soft small" });
  const card = h(
    "article",
    { class: "card", "aria-labelledby": mine, "data-code": piece.code },
    h("header", { class: "card-head" }, h("div", {}, title, facts), votes(piece)),
    stage,
    audio,
    blend,
    orders(piece, (text) => say(text, piece.code)),
    under,
  );
  let controls = null;
  let words = null;
  const panels = {
    score: () => score(piece.code),
    anatomy: () => h("div", { class: "waiting" }),
    downloads: () => downloads(piece),
    details: () => details(piece),
  };
  makePresent(player);
  fillRest(piece);
  showStage();

  async function showStage() {
    let notes;
    try {
      notes = await api.notes(piece.code);
    } catch (error) {
      put(stage, h("p", { class: "problem" }, error.message));
      return;
    }
    const music = musicOf(notes);
    controls = transport(player, notes.length_seconds, seekStrip(music, player));
    put(stage, rollView(music, player), controls.view);
    panels.anatomy = () => anatomy(music, piece.provenance);
    if (words) controls.tell(words);
    if (sounds) load();
  }
  function load() {
    player.load([
      { url: at.file(piece.code, "ogg", false), type: "audio/ogg; codecs=vorbis" },
      { url: at.file(piece.code, "mp3", false), type: "audio/mpeg" },
    ]);
  }
  audio.addEventListener("error", () => {
    if (audio.src) controls?.tell(worded("The sound can't be had now; the MIDI file can."));
  });

  function fillRest(one) {
    const save = saver(one);
    put(facts, factsOf(one));
    put(
      blend,
      askedHeard(one.asked, one.heard),
      originality(one.originality) ? h("p", { class: "small soft original" }, originality(one.originality, { brief: true })) : null,
    );
    put(
      under,
      h(
        "div",
        { class: "row apart" },
        openers(panels, mine),
        h("div", { class: "row" }, save.opener, linkButton(one), recipeButton(one), one.is_own ? visibility(one) : h("span", { class: "small soft" }, worded("by {name}", { name: one.author }))),
      ),
      save.form,
      h("div", { class: "panel-slot", id: `${mine}-panel`, hidden: true }),
    );
  }
  return {
    view: card,
    player,
    progress(text) {
      words = text;
      controls?.tell(text);
    },
    ready(one) {
      const wasOpen = under.querySelector('[aria-expanded="true"][data-panel]')?.dataset.panel;
      if (one) {
        piece = one;
        fillRest(one);
        if (wasOpen) under.querySelector(`[data-panel="${wasOpen}"]`).click();
      }
      sounds = true;
      if (controls) load();
      whisper(worded("The piece is ready to play."));
    },
  };
}

function factsOf(piece) {
  const form = piece.sections?.map((one) => sectionLabel(one.label)).join(" ");
  const seconds = piece.audio?.seconds;
  const facts = [
    keyName(piece.key), piece.meter, `${piece.tempo_bpm} bpm`, `${count(piece.bars, "bar")}${piece.pickup_beats ? worded(" with a pickup") : ""}`, seconds ? clock(seconds) : null, form ? worded("form {form}", { form }) : null,
  ].filter(Boolean);
  return [
    h("span", {}, facts.join(" · ")),
    h("a", { class: "code", href: `/pieces/${piece.code}`, "data-way": true, "aria-label": worded("Page of piece {code}", { code: piece.code }) }, piece.code),
  ];
}

const PANELS = [["score", worded("Score")], ["anatomy", worded("Anatomy")], ["downloads", worded("Files")], ["details", worded("Details")]];

function openers(panels, mine) {
  return h(
    "div",
    { class: "row openers" },
    PANELS.map(([name, words]) => {
      const opener = button(words, {
        kind: "small plain", "aria-expanded": "false", "aria-controls": `${mine}-panel`, "data-panel": name,
        onclick: () => {
          const slot = document.getElementById(`${mine}-panel`);
          const opens = opener.getAttribute("aria-expanded") === "false";
          for (const other of opener.parentElement.children) other.setAttribute("aria-expanded", "false");
          opener.setAttribute("aria-expanded", String(opens));
          slot.hidden = !opens;
          put(slot, opens ? panels[name]() : null);
        },
      });
      return opener;
    }),
  );
}
