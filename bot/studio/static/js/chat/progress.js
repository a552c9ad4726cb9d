// A job on its way: a strand for each genre runs to the point where they are fused, then on as one.

import { button, h, put, s, setVars } from "../dom.js";
import { tinted } from "../genres.js";
import { worded } from "../language.js";
import { progressWords } from "../words.js";

const WIDTH = 640;
const GAP = 26;
const MEET = 360;
const END = 620;

// How far strands (0 to 100) and trunk (0 to 100) have run at each stage.
const REACHED = {
  queued: [0, 0],
  starting: [3, 0],
  again: [0, 0],
  form: [10, 0],
  chords: [22, 0],
  phase1: [62, 0],
  phase2: [100, 22],
  choosing: [100, 34],
  arranging: [100, 46],
};
const SOUND_FROM = 55;

/** The view of a job; `show(progress)` moves it. `cancel` is called when it shall be given up. */
export function progressView(genres, cancel) {
  const names = genres.length ? genres : [""];
  const height = Math.max(64, names.length * GAP + 14);
  const middle = height / 2;
  const strands = names.map((name, i) => {
    const y = middle + (i - (names.length - 1) / 2) * GAP;
    const d = `M 96 ${y} C 220 ${y} 260 ${y} ${MEET - 60} ${y} S ${MEET - 30} ${middle} ${MEET} ${middle}`;
    return { name, y, d };
  });
  const trunk = `M ${MEET} ${middle} L ${END} ${middle}`;
  const drawing = s(
    "svg",
    { class: "wires", viewBox: `0 0 ${WIDTH} ${height}`, "aria-hidden": "true", focusable: "false" },
    strands.map(({ name, y, d }) => [
      s("text", { x: 86, y: y + 4, class: "wire-name" }, name),
      s("path", { d, class: "wire", pathLength: 100 }),
      tinted(s("path", { d, class: "wire lit", pathLength: 100 }), name),
      tinted(s("circle", { cx: 96, cy: y, r: 4.5, class: "plug" }), name),
    ]),
    s("path", { d: trunk, class: "wire trunk", pathLength: 100 }),
    tinted(s("path", { d: trunk, class: "wire lit trunk", pathLength: 100 }), names[0]),
    s("circle", { cx: MEET, cy: middle, r: 7, class: "joint" }),
    s("circle", { cx: END, cy: middle, r: 5, class: "bulb" }),
  );
  const words = h("p", { class: "progress-words", role: "status" });
  const bar = h("progress", { class: "unseen", max: 100, value: 0, "aria-label": worded("How far the piece is") });
  const stop = button(worded("Cancel"), { picture: "close", kind: "small plain", onclick: () => {
    stop.disabled = true;
    cancel(() => { stop.disabled = false; });
  } });
  const view = h("div", { class: "progress" }, drawing, bar, h("div", { class: "row apart" }, words, stop));
  let said = "";
  return {
    view,
    show(progress) {
      const [first, second] = reached(progress);
      setVars(view, { strands: first, trunk: second });
      view.dataset.stage = progress.rendering ? "rendering" : (progress.stage ?? "queued");
      bar.value = Math.round(first * 0.6 + second * 0.4);
      const text = progressWords(progress);
      if (text !== said) {
        said = text;
        put(words, text);
      }
    },
    say(text) {
      said = text;
      put(words, text);
    },
  };
}

function reached(progress) {
  if (progress.rendering) return [100, SOUND_FROM + Math.round(progress.share * (100 - SOUND_FROM))];
  return REACHED[progress.stage ?? "queued"] ?? [0, 0];
}
