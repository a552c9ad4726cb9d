// Numbers and music in words.

import { language, worded } from "./language.js";

/** 75.3 seconds as `1:15`. */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds + 1e-6));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** Whole percents of shares that sum to 100, by largest remainder. */
export function percents(weights) {
  const names = Object.keys(weights);
  const sum = names.reduce((total, name) => total + weights[name], 0) || 1;
  const exact = names.map((name) => (weights[name] / sum) * 100);
  const whole = exact.map(Math.floor);
  const order = names.map((_, i) => i).sort((a, b) => exact[b] - whole[b] - (exact[a] - whole[a]));
  let missing = 100 - whole.reduce((a, b) => a + b, 0);
  for (const i of order) {
    if (missing-- <= 0) break;
    whole[i] += 1;
  }
  return Object.fromEntries(names.map((name, i) => [name, whole[i]]));
}

/** `60% jazz 40% classical`, the sentence that asks for these weights. */
export function blendSentence(weights) {
  const parts = Object.entries(percents(weights)).filter(([, percent]) => percent > 0);
  return parts.map(([name, percent]) => `${percent}% ${name}`).join(" ");
}

/** `jazz, folk and blues`. */
export function listed(words) {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${worded("and")} ${words.at(-1)}`;
}

export function count(number, one, many = `${one}s`) {
  return `${number} ${worded(number === 1 ? one : many)}`;
}

/** `A''` as `A″`. */
export function sectionLabel(label) {
  const letter = label.replace(/'+$/, "");
  const primes = label.length - letter.length;
  const raised = [...String(primes)].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit]).join("");
  return letter + (["", "′", "″", "‴"][primes] ?? raised);
}

const SHARP = ["C", "C♯", "D", "D♯", "E", "F", "F♯", "G", "G♯", "A", "A♯", "B"];
const FLAT = ["C", "D♭", "D", "E♭", "E", "F", "G♭", "G", "A♭", "A", "B♭", "B"];
const FLAT_KEYS = /^(F|Bb|Eb|Ab|Db|Gb|Cb)\b|^(D|G|C|F) minor/;

/** The name of a MIDI pitch as the key spells it: `F♯4`. */
export function pitchName(pitch, key = "C major") {
  const names = FLAT_KEYS.test(key) ? FLAT : SHARP;
  return `${names[pitch % 12]}${Math.floor(pitch / 12) - 1}`;
}

/** `Bb major` as `B♭ major`, also in a title: `jazz in Bb major`. */
export function keyName(key) {
  return key.replace(/(^| in )([A-G])b\b/, "$1$2♭").replace(/(^| in )([A-G])#/, "$1$2♯");
}

const UNITS = [
  [31_557_600, "year"],
  [2_629_800, "month"],
  [604_800, "week"],
  [86_400, "day"],
  [3_600, "hour"],
  [60, "minute"],
];

const AGO = new Intl.RelativeTimeFormat(language);

/** `3 hours`, `a moment`. */
export function span(seconds) {
  for (const [size, name] of UNITS) {
    if (seconds >= size) return count(Math.round(seconds / size), name);
  }
  return worded("a moment");
}

/** How long ago a time (seconds since 1970, or an ISO time) was. */
export function ago(time) {
  const then = typeof time === "number" ? time * 1000 : Date.parse(time);
  const seconds = (Date.now() - then) / 1000;
  const [size, name] = UNITS.find(([least]) => seconds >= least) ?? [1, null];
  return name ? AGO.format(-Math.round(seconds / size), name) : worded("a moment ago");
}

const MAKING = {
  "drawing and playing": worded("Drawing it, and playing it"),
  ogg: worded("The band plays it in"),
  mp3: worded("The band plays it in"),
  wav: worded("The band plays it in"),
  stems: worded("Every player alone"),
  mp4: worded("Filming the roll"),
};

/** Where a job is, in words: the server's own, but for what is made after composing. */
export function progressWords(progress) {
  if (progress.rendering) {
    const words = MAKING[progress.rendering] ?? worded("Making the {what}", { what: progress.rendering });
    return progress.share ? `${words}: ${Math.round(progress.share * 100)}%` : `${words} …`;
  }
  return progress.text ? progress.text[0].toUpperCase() + progress.text.slice(1) : worded("Waiting …");
}
