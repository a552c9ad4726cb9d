// How a piano roll looks: the same dark page, colours and dimness as the picture of a piece.

import { channels, genreOf, rollColor } from "../genres.js";
import { sectionLabel } from "../words.js";
import { barNumber, between } from "./music.js";

export const INK = "#f2f3f5";
const GROUND = [21, 23, 28];
const LANE = [28, 31, 38];
const LANE_FILL = "#1c1f26";
const OCTAVE_LINE = "#2a2e38";
const BEAT_LINE = "#22262e";
const BAR_LINE = "#363b47";
const FAINT = "#8b92a0";
const CHORD = "#dde0e6";
const PILL = "#e4e6eb";
const PILL_INK = "#15171c";
const DIM = { chords: 0.45, inner: 0.5, counter: 0.64, bass: 0.6, drums: 0.66 };
const FONT = 'ui-sans-serif, system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif';
const TOP = 26;
const CHORD_ROW = 22;
const DRUMS = 36;
const FOOT = 6;

/** Where things are on a canvas of so many CSS pixels; `per` is the width of a beat. */
export function geometry(music, width, height, per) {
  const drums = music.hits.length ? DRUMS : 0;
  const top = TOP + CHORD_ROW;
  const bottom = height - drums - FOOT - (drums ? 4 : 0);
  const row = (bottom - top) / (music.high - music.low + 1);
  return { width, height, per, top, bottom, row, drumsTop: height - drums - FOOT, drums };
}

export const yOf = (music, place, pitch) => place.top + (music.high - pitch) * place.row;

const mixes = new Map();

function mixed(color, ground, share) {
  const key = `${color}${ground[0]}${share.toFixed(2)}`;
  if (!mixes.has(key)) {
    const rgb = channels(color).map((value, i) => Math.round(value * share + ground[i] * (1 - share)));
    mixes.set(key, `rgb(${rgb.join(",")})`);
  }
  return mixes.get(key);
}

const tiles = new Map();

/** A pattern of dark strokes over a genre's colour; null for a plain one. */
function patternOf(context, name) {
  const number = genreOf(name).pattern;
  if (number === 0) return null;
  if (!tiles.has(number)) {
    const tile = document.createElement("canvas");
    tile.width = 6;
    tile.height = 6;
    const pen = tile.getContext("2d");
    pen.strokeStyle = "rgba(0,0,0,.5)";
    pen.fillStyle = "rgba(0,0,0,.5)";
    pen.lineWidth = 1.6;
    drawTile(pen, number);
    tiles.set(number, tile);
  }
  return context.createPattern(tiles.get(number), "repeat");
}

function drawTile(pen, number) {
  const line = (...points) => {
    pen.beginPath();
    pen.moveTo(points[0], points[1]);
    pen.lineTo(points[2], points[3]);
    pen.stroke();
  };
  const kinds = [
    () => {},
    () => { line(-1, 7, 7, -1); line(-4, 4, 4, -4); line(2, 10, 10, 2); },
    () => pen.fillRect(2, 2, 2, 2),
    () => { line(-1, -1, 7, 7); line(2, -4, 10, 4); line(-4, 2, 4, 10); },
    () => line(3, 0, 3, 6),
    () => line(0, 3, 6, 3),
    () => { line(-1, 7, 7, -1); line(-1, -1, 7, 7); },
    () => { pen.fillRect(0, 0, 3, 3); pen.fillRect(3, 3, 3, 3); },
    () => { line(3, 0, 3, 6); line(0, 3, 6, 3); },
    () => { pen.beginPath(); pen.arc(3, 3, 1.7, 0, 7); pen.stroke(); },
    () => { pen.lineWidth = 3; line(3, 0, 3, 6); },
    () => { pen.lineWidth = 3; line(-1, 7, 7, -1); },
  ];
  kinds[number % kinds.length]();
}

function rounded(context, x, y, width, height, radius) {
  context.beginPath();
  context.roundRect(x, y, width, height, Math.min(radius, width / 2, height / 2));
}

/** Draw the stretch that begins at beat `from`; `now` is the beat that sounds, null for none. */
export function paint(context, music, place, { from, now, marked = null }) {
  const to = from + place.width / place.per;
  const x = (beat) => (beat - from) * place.per;
  context.fillStyle = `rgb(${GROUND.join(",")})`;
  context.fillRect(0, 0, place.width, place.height);
  paintGrid(context, music, place, from, to, x);
  paintBand(context, music, place, from, to, x, now);
  paintTune(context, music, place, from, to, x, now, marked);
  paintDrums(context, music, place, from, to, x, now);
  paintChords(context, music, place, from, to, x, now);
  paintSections(context, music, place, from, to, x);
  if (now !== null) paintHead(context, place, x(now));
}

function paintGrid(context, music, place, from, to, x) {
  const left = Math.max(0, x(0));
  const right = Math.min(place.width, x(music.length));
  context.fillStyle = LANE_FILL;
  context.fillRect(left, place.top, right - left, place.bottom - place.top);
  if (place.drums) context.fillRect(left, place.drumsTop, right - left, place.drums);
  context.fillStyle = OCTAVE_LINE;
  for (let pitch = Math.ceil(music.low / 12) * 12; pitch <= music.high; pitch += 12) {
    context.fillRect(left, Math.round(yOf(music, place, pitch) + place.row), right - left, 1);
  }
  const floor = place.drums ? place.drumsTop + place.drums : place.bottom;
  const first = Math.max(0, Math.floor(from / music.bar_beats));
  const pulse = music.pulse_beats;
  context.font = `12px ${FONT}`;
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  for (let bar = first; bar <= music.bars && bar * music.bar_beats < to; bar += 1) {
    const start = bar * music.bar_beats;
    context.fillStyle = BAR_LINE;
    context.fillRect(Math.round(x(start)), place.top, 1, floor - place.top);
    if (bar === music.bars) break;
    context.fillStyle = BEAT_LINE;
    for (let beat = pulse; beat < music.bar_beats - 1e-6; beat += pulse) {
      context.fillRect(Math.round(x(start + beat)), place.top, 1, floor - place.top);
    }
    context.fillStyle = FAINT;
    context.fillText(String(barNumber(music, bar)), x(start) + 5, place.top + 14);
  }
}

const sounds = (note, now) => now !== null && note.start <= now && now < note.end;

function paintBand(context, music, place, from, to, x, now) {
  for (const note of between(music.band, from, to, music.longest)) {
    const lift = sounds(note, now) ? 0.25 : 0;
    const share = ((DIM[note.track.role] ?? DIM.inner) + lift) * (0.7 + (0.3 * note.velocity) / 127);
    context.fillStyle = mixed(rollColor(note.genre), LANE, Math.min(1, share));
    const height = Math.max(2, place.row - 0.5);
    rounded(context, x(note.start), yOf(music, place, note.pitch), Math.max(2, note.length * place.per - 1), height, 2);
    context.fill();
  }
}

function paintTune(context, music, place, from, to, x, now, marked) {
  const height = Math.max(6, place.row * 1.5);
  for (const note of between(music.tune, from, to, music.longest)) {
    const color = rollColor(note.genre);
    const left = x(note.start);
    const top = yOf(music, place, note.pitch) + (place.row - height) / 2;
    const width = Math.max(3, note.length * place.per - 1);
    const isNow = sounds(note, now);
    context.globalAlpha = isNow ? 0.5 : 0.16;
    context.fillStyle = color;
    const glow = isNow ? 5 : 3;
    rounded(context, left - glow, top - glow, width + 2 * glow, height + 2 * glow, height);
    context.fill();
    context.globalAlpha = 1;
    context.fillStyle = mixed(color, GROUND, 0.8 + (0.2 * note.velocity) / 127);
    rounded(context, left, top, width, height, 3.5);
    context.fill();
    const pattern = patternOf(context, note.genre);
    if (pattern) {
      context.fillStyle = pattern;
      context.fill();
    }
    if (isNow || note === marked) {
      context.strokeStyle = INK;
      context.lineWidth = 1.5;
      context.stroke();
    }
  }
}

function paintDrums(context, music, place, from, to, x, now) {
  if (!place.drums) return;
  const row = place.drums / 3;
  for (const hit of between(music.hits, from - 0.5, to, 1)) {
    const isNow = now !== null && hit.start <= now && now < hit.start + 0.3;
    const size = row * (0.3 + (0.36 * hit.velocity) / 127) * (isNow ? 1.35 : 1);
    const share = isNow ? 1 : DIM.drums * (0.7 + (0.3 * hit.velocity) / 127);
    context.fillStyle = mixed(rollColor(hit.genre), LANE, share);
    context.beginPath();
    context.arc(x(hit.start) + 2, place.drumsTop + row * (hit.row + 0.5), size / 2, 0, 7);
    context.fill();
  }
}

function paintChords(context, music, place, from, to, x, now) {
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  let free = -1e9;
  let last = null;
  for (const span of music.chords) {
    if (span.start + span.length <= from) continue;
    if (span.start >= to) break;
    if (span.name === last) continue;
    last = span.name;
    const isNow = now !== null && span.start <= now && now < span.start + span.length;
    context.font = `${isNow ? 700 : 500} 14px ${FONT}`;
    const left = Math.max(4, x(span.start) + 3);
    if (left < free) continue;
    context.fillStyle = isNow ? INK : CHORD;
    context.fillText(span.name, left, place.top - 7);
    free = left + context.measureText(span.name).width + 7;
  }
}

function paintSections(context, music, place, from, to, x) {
  context.font = `700 13px ${FONT}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const section of music.sections) {
    const start = section.start_bar * music.bar_beats;
    const end = start + section.bars * music.bar_beats;
    if (end <= from || start >= to) continue;
    const label = sectionLabel(section.label);
    const width = Math.max(22, context.measureText(label).width + 12);
    const left = Math.min(Math.max(4, x(start)), x(end) - width - 2);
    context.fillStyle = PILL;
    rounded(context, left, 4, width, 20, 6);
    context.fill();
    context.fillStyle = PILL_INK;
    context.fillText(label, left + width / 2, 14.5);
  }
}

function paintHead(context, place, x) {
  context.fillStyle = "rgba(242,243,245,.14)";
  context.fillRect(x - 4, place.top, 8, place.height - place.top);
  context.fillStyle = INK;
  context.fillRect(x - 1, place.top - 2, 2, place.height - place.top);
}

/** The whole piece small: sections as blocks and the tune over them, `until` a beat brighter. */
export function paintOverview(context, music, width, height, until) {
  const per = width / music.length;
  context.clearRect(0, 0, width, height);
  music.sections.forEach((section, i) => {
    context.fillStyle = i % 2 ? "#20242c" : "#262b34";
    const left = section.start_bar * music.bar_beats * per;
    rounded(context, left + 0.5, 0, section.bars * music.bar_beats * per - 1, height, 4);
    context.fill();
  });
  const pitches = music.tune.map((note) => note.pitch);
  const low = Math.min(...pitches) - 1;
  const step = (height - 10) / Math.max(8, Math.max(...pitches) - low + 1);
  for (const note of music.tune) {
    context.globalAlpha = note.start < until ? 1 : 0.62;
    context.fillStyle = rollColor(note.genre);
    const y = height - 6 - (note.pitch - low) * step;
    context.fillRect(note.start * per, y, Math.max(1.2, note.length * per - 0.6), Math.max(2.2, step));
  }
  context.globalAlpha = 1;
  context.fillStyle = INK;
  if (until > 0) context.fillRect(Math.min(width - 2, until * per - 1), 0, 2, height);
}
