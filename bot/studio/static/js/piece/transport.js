// Play, pause, time and loop of a piece, above the strip of the whole of it.

import { button, h, icon, put, unseen } from "../dom.js";
import { worded } from "../language.js";
import { clock } from "../words.js";

/** The buttons and the time; `told` is what is said while the sound is not there yet. */
export function transport(player, lengthSeconds, strip) {
  const play = h("button", { type: "button", class: "play", "aria-keyshortcuts": "Space", onclick: () => player.toggle() });
  const time = h("span", { class: "time numbers" });
  const loop = button(worded("Loop"), {
    picture: "loop", kind: "plain", only: true, "aria-pressed": "false",
    onclick: () => player.setLoop(!player.loops),
  });
  const note = h("p", { class: "sound-note faint small" });
  let told = worded("The sound is on its way.");
  let was = null;

  const show = () => {
    const state = !player.ready ? "waits" : player.playing ? "pause" : "play";
    if (state !== was) {
      was = state;
      put(play, icon(state === "pause" ? "pause" : "play"), unseen(state === "pause" ? worded("Pause") : worded("Play")));
      play.classList.toggle("waits", state === "waits");
      play.disabled = state === "waits";
    }
    loop.setAttribute("aria-pressed", String(player.loops));
    note.hidden = player.ready;
    if (note.textContent !== told) put(note, told);
  };
  const tick = () => {
    const text = `${clock(player.time())} / ${clock(player.seconds() ?? lengthSeconds)}`;
    if (time.textContent !== text) put(time, text);
  };
  player.onState(show);
  player.onState(tick);
  player.onFrame(tick);
  show();
  tick();
  return {
    view: h("div", { class: "transport" }, play, h("div", { class: "transport-strip" }, strip, note), time, loop),
    tell(words) {
      told = words;
      show();
    },
  };
}
