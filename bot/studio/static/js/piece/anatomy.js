// The anatomy of a fusion: what each genre wrote in phase 1 beside what became of it, to hear.

import { h, icon, put, unseen } from "../dom.js";
import { genreTag, rollColor } from "../genres.js";
import { worded } from "../language.js";
import { barNumber } from "../roll/music.js";
import { sharpCanvas } from "../roll/roll.js";
import { newVoice } from "../synth.js";
import { percents, pitchName } from "../words.js";

/** All lines under each other; changing the line while one sounds goes on at the same place. */
export function anatomy(music, provenance) {
  const lines = music.melodies.filter((line) => line.notes.length);
  if (!lines.some((line) => line.name !== "fused")) {
    return h("p", { class: "soft" }, worded("Only newer pieces remember what each genre wrote in the first phase."));
  }
  const shares = percents(Object.keys(provenance).length ? provenance : { jazz: 1 });
  const everything = lines.flatMap((line) => line.notes.map((note) => note.pitch));
  const low = Math.min(...everything) - 1;
  const high = Math.max(...everything) + 1;
  let sounding = null;
  const rows = lines
    .sort((a, b) => (a.name === "fused") - (b.name === "fused"))
    .map((line) => strand(line, { music, low, high, shares, changed }));

  function changed(voice, starts) {
    if (!starts) {
      if (sounding === voice) sounding = null;
      return 0;
    }
    const at = sounding?.playing ? sounding.time() : null;
    sounding = voice;
    return at;
  }
  return h(
    "div",
    { class: "anatomy" },
    h(
      "p",
      { class: "soft small" },
      worded("First each genre writes a melody over the same chords; then they are fused by their weights. "),
      worded("Play one, then another: it goes on at the same bar."),
    ),
    rows,
  );
}

function strand(line, { music, low, high, shares, changed }) {
  const fused = line.name === "fused";
  const voice = newVoice(line.notes, music.seconds_per_beat, music.length, music.begins);
  const { canvas, redraw } = sharpCanvas(
    (context, width, height) => paintLine(context, line, music, { width, height, low, high, voice }),
    { class: "strand-canvas", role: "img", "aria-label": described(line, fused) },
  );
  const name = fused ? worded("the fused tune") : worded("the {name} melody", { name: line.name });
  const play = h("button", {
    type: "button", class: "play small",
    onclick: () => {
      if (voice.playing) {
        voice.pause();
        return;
      }
      const at = changed(voice, true);
      voice.play(at ?? voice.time());
    },
  });
  const show = () => {
    put(play, icon(voice.playing ? "pause" : "play"), unseen(`${voice.playing ? worded("Pause") : worded("Play")} ${name}`));
    if (!voice.playing) changed(voice, false);
  };
  voice.onState(show);
  voice.onFrame(redraw);
  const beatAt = (event) => {
    const box = canvas.getBoundingClientRect();
    return ((event.clientX - box.left) / box.width) * music.length;
  };
  canvas.addEventListener("click", (event) => voice.seek(beatAt(event) * music.seconds_per_beat));
  canvas.addEventListener("pointermove", (event) => {
    const beat = beatAt(event);
    const note = line.notes.find((one) => one.start <= beat && beat < one.end);
    const giver = note && (note.genre ?? (fused ? null : line.name));
    canvas.title = note ? `${pitchName(note.pitch, music.key)}${giver ? worded(", from {name}", { name: giver }) : ""}, ${worded("bar {bar}", { bar: barNumber(music, Math.floor(note.start / music.bar_beats)) })}` : "";
  });
  show();
  const share = shares[line.name];
  return h(
    "div",
    { class: `strand${fused ? " fused" : ""}` },
    play,
    h(
      "div",
      { class: "strand-name" },
      fused ? h("b", {}, worded("fused")) : genreTag(line.name),
      h("span", { class: "faint small" }, fused ? worded("phase 2") : share === undefined ? worded("phase 1") : worded("gave {share}% of the tune", { share })),
    ),
    canvas,
  );
}

function described(line, fused) {
  if (!fused) return worded("What {name} wrote: {count} notes.", { name: line.name, count: line.notes.length });
  return worded("The fused tune: {count} notes, each in the colour of the genre that gave it.", { count: line.notes.length });
}

function paintLine(context, line, music, { width, height, low, high, voice }) {
  context.fillStyle = "#1c1f26";
  context.fillRect(0, 0, width, height);
  const per = width / music.length;
  context.fillStyle = "#2a2e38";
  for (const section of music.sections) context.fillRect(section.start_bar * music.bar_beats * per, 0, 1, height);
  const step = (height - 8) / (high - low + 1);
  const beat = voice.time() / music.seconds_per_beat;
  for (const note of line.notes) {
    const sounds = voice.playing && note.start <= beat && beat < note.end;
    context.fillStyle = sounds ? "#ffffff" : rollColor(note.genre ?? (line.name === "fused" ? null : line.name));
    const y = 4 + (high - note.pitch) * step;
    context.fillRect(note.start * per, y, Math.max(1.5, note.length * per - 0.7), Math.max(2.5, step));
  }
  if (voice.playing || beat > 0) {
    context.fillStyle = "#f2f3f5";
    context.fillRect(beat * per - 0.75, 0, 1.5, height);
  }
}
