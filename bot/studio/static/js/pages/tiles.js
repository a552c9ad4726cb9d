// A piece in a list: its blend, who made it, how it is liked, and a button to hear it at once.

import { api, at } from "../api.js";
import { h, icon, put, unseen } from "../dom.js";
import { worded } from "../language.js";
import { newPlayer } from "../player.js";
import { legend, stackedBar } from "../piece/bars.js";
import { seekStrip } from "../roll/roll.js";
import { musicOf } from "../roll/music.js";
import { toast } from "../tell.js";
import { ago, count, keyName } from "../words.js";

export function tile(piece) {
  const audio = h("audio", { preload: "none" });
  const player = newPlayer(audio);
  const strip = h("div", { class: "tile-strip" });
  const play = h("button", {
    type: "button", class: "play small",
    onclick: () => {
      if (!player.ready) {
        player.load([
          { url: at.file(piece.code, "ogg", false), type: "audio/ogg; codecs=vorbis" },
          { url: at.file(piece.code, "mp3", false), type: "audio/mpeg" },
        ]);
        showStrip();
      }
      player.toggle();
    },
  });
  const show = () => put(play, icon(player.playing ? "pause" : "play"), unseen(`${player.playing ? worded("Pause") : worded("Play")} ${piece.title}`));
  player.onState(show);
  audio.addEventListener("error", () => toast(worded("The sound of this piece can't be had now.")));
  show();

  async function showStrip() {
    try {
      put(strip, seekStrip(musicOf(await api.notes(piece.code)), player));
    } catch {
      put(strip);
    }
  }
  return h(
    "article",
    { class: "tile", "data-code": piece.code },
    h("div", { class: "tile-blend" }, stackedBar(piece.asked, worded("Blend"))),
    h(
      "div",
      { class: "tile-body" },
      h("div", { class: "tile-top" }, play, h("h2", {}, h("a", { href: `/pieces/${piece.code}`, "data-way": true }, keyName(piece.title)))),
      strip,
      legend(piece.asked),
      h("p", { class: "small soft" }, [keyName(piece.key), `${piece.tempo_bpm} bpm`, count(piece.bars, "bar")].join(" · ")),
      h(
        "p",
        { class: "tile-foot small soft" },
        h("span", {}, piece.is_own ? worded("you") : piece.author, ", ", ago(piece.created_at)),
        h("span", { class: "numbers", "aria-label": worded("{up} votes up, {down} down", { up: piece.up, down: piece.down }) }, `▲ ${piece.up}  ▼ ${piece.down}`),
      ),
    ),
    audio,
  );
}
