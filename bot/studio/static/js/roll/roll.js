// A piano roll that moves with the music: drawn on a canvas, clicked to seek, hovered to ask.

import { h, put } from "../dom.js";
import { swatch } from "../genres.js";
import { worded } from "../language.js";
import { count, pitchName, sectionLabel } from "../words.js";
import { barNumber, beatAt, between, chordAt, secondsAt, sectionAt } from "./music.js";
import { geometry, paint, paintOverview, yOf } from "./paint.js";

const HEAD_AT = 0.28;
const DRAG_PIXELS = 6;
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** A canvas as sharp as the screen that calls `draw(context, width, height)` when it must. */
export function sharpCanvas(draw, props) {
  const canvas = h("canvas", props);
  const context = canvas.getContext("2d");
  let size = [0, 0];
  const redraw = () => {
    if (!size[0]) return;
    const scale = Math.min(3, devicePixelRatio || 1);
    context.setTransform(scale, 0, 0, scale, 0, 0);
    draw(context, size[0], size[1]);
  };
  new ResizeObserver(([entry]) => {
    const { width, height } = entry.contentRect;
    if (!width) return;
    const scale = Math.min(3, devicePixelRatio || 1);
    size = [width, height];
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    redraw();
  }).observe(canvas);
  return { canvas, redraw };
}

/** What a screen reader hears in place of the picture. */
function described(music) {
  const form = music.sections.map((one) => sectionLabel(one.label)).join(" ");
  const names = [...new Set(music.chords.map((one) => one.name))].slice(0, 12).join(", ");
  const drums = music.hits.length ? worded(" with drums") : "";
  return (
    worded("Piano roll of {bars}{drums}. Form: {form}. The tune has {notes}. Chords: {names}.", {
      bars: `${count(music.bars - music.first_bar, "bar")}${music.first_bar ? worded(" with a pickup") : ""}`, drums, form: form || "–", notes: count(music.tune.length, "note"), names: names || "–",
    })
  );
}

/**
 * The roll of a piece; `player` tells the time and is asked to seek.
 *
 * Returns the element. It draws on every frame while the player plays, else only when needed.
 */
export function rollView(music, player) {
  const tip = h("div", { class: "roll-tip", hidden: true });
  let place = null;
  let pulled = null;
  let marked = null;

  const beatNow = () => beatAt(music, player.time());
  const startOf = (beat) => {
    const seen = place.width / place.per;
    const last = Math.max(0, music.length - seen);
    if (pulled !== null) return Math.min(last, Math.max(0, pulled));
    if (calm.matches) {
      const page = Math.max(music.bar_beats, Math.floor(seen / music.bar_beats) * music.bar_beats);
      return Math.min(last, Math.floor(beat / page + 1e-6) * page);
    }
    return Math.min(last, Math.max(0, beat - seen * HEAD_AT));
  };
  const { canvas, redraw } = sharpCanvas(
    (context, width, height) => {
      const bars = Math.min(music.bars, Math.max(2, Math.round(width / 190)));
      place = geometry(music, width, height, width / (bars * music.bar_beats));
      const beat = beatNow();
      paint(context, music, place, { from: startOf(beat), now: player.touched ? beat : null, marked });
    },
    { class: "roll", role: "img", "aria-label": described(music) },
  );
  const view = h("div", { class: "roll-view" }, canvas, tip);
  player.onFrame(() => redraw());
  player.onPlay(() => {
    pulled = null;
  });

  const noteAt = (event) => {
    const box = canvas.getBoundingClientRect();
    const beat = startOf(beatNow()) + (event.clientX - box.left) / place.per;
    const y = event.clientY - box.top;
    const near = (note) => Math.abs(yOf(music, place, note.pitch) + place.row / 2 - y) <= Math.max(6, place.row);
    const tune = [...between(music.tune, beat - 0.05, beat + 0.05, music.longest)].find(near);
    return tune ?? [...between(music.band, beat, beat + 0.01, music.longest)].find(near) ?? null;
  };
  const tell = (event) => {
    const note = noteAt(event);
    if (note !== marked) {
      marked = note;
      redraw();
    }
    tip.hidden = note === null;
    if (note === null) return;
    const bar = Math.floor(note.start / music.bar_beats);
    const who = note.track.name.toLowerCase();
    put(
      tip,
      h("b", {}, pitchName(note.pitch, music.key)),
      note.genre ? h("span", { class: "row" }, swatch(note.genre), worded("{name} gave this note", { name: note.genre })) : null,
      h("span", {}, `${who} · ${worded("bar {bar}", { bar: barNumber(music, bar) })}`),
    );
    const box = view.getBoundingClientRect();
    const left = Math.min(box.width - tip.offsetWidth - 6, Math.max(6, event.clientX - box.left + 12));
    const above = event.clientY - box.top - tip.offsetHeight - 12;
    tip.style.left = `${left}px`;
    tip.style.top = `${above < 4 ? event.clientY - box.top + 18 : above}px`;
  };
  let held = null;
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    held = { x: event.clientX, from: startOf(beatNow()), moved: false };
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (held && Math.abs(event.clientX - held.x) > DRAG_PIXELS) held.moved = true;
    if (held?.moved) {
      pulled = held.from - (event.clientX - held.x) / place.per;
      tip.hidden = true;
      redraw();
    } else if (event.pointerType === "mouse") tell(event);
  });
  canvas.addEventListener("pointerup", (event) => {
    const was = held;
    held = null;
    if (!was || was.moved) return;
    const box = canvas.getBoundingClientRect();
    const beat = startOf(beatNow()) + (event.clientX - box.left) / place.per;
    pulled = player.playing ? null : startOf(beatNow());
    player.seek(secondsAt(music, Math.min(music.length, beat)));
  });
  canvas.addEventListener("pointercancel", () => {
    held = null;
  });
  canvas.addEventListener("pointerleave", () => {
    tip.hidden = true;
    if (marked) {
      marked = null;
      redraw();
    }
  });
  return view;
}

/** The whole piece as a strip under the roll, which is a slider for the time as well. */
export function seekStrip(music, player) {
  const total = secondsAt(music, music.length);
  const { canvas, redraw } = sharpCanvas(
    (context, width, height) => paintOverview(context, music, width, height, beatAt(music, player.time())),
    { class: "strip", "aria-hidden": "true" },
  );
  const slider = h("input", {
    type: "range", class: "seek", min: 0, max: total.toFixed(2), step: 0.01, "aria-label": worded("Place in the piece"),
    oninput: () => player.seek(Number(slider.value)),
    onkeydown: (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1, PageDown: -4, PageUp: 4 }[event.key];
      if (step === undefined) return;
      event.preventDefault();
      player.seek(Math.min(total, Math.max(0, player.time() + step * music.bar_beats * music.seconds_per_beat)));
    },
  });
  let said = -1;
  const tell = () => {
    const beat = beatAt(music, player.time());
    slider.value = String(player.time());
    const bar = Math.min(music.bars - 1, Math.floor(beat / music.bar_beats + 1e-6));
    if (bar !== said) {
      said = bar;
      const section = sectionAt(music, bar);
      const chord = chordAt(music, beat);
      slider.setAttribute(
        "aria-valuetext",
        worded("bar {bar} of {bars}", { bar: barNumber(music, bar), bars: music.bars - music.first_bar }) + (section ? worded(", section {name}", { name: section.label }) : "") + (chord ? `, ${chord.name}` : ""),
      );
    }
    redraw();
  };
  player.onFrame(tell);
  tell();
  return h("div", { class: "strip-view" }, canvas, slider);
}
