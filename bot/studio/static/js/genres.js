// Genres: their colours in both themes, and a pattern each, because colour alone isn't enough.

import { h, setVars } from "./dom.js";
import { onTheme, theme } from "./theme.js";

const NEUTRAL = "#AEB4C0";
const LEAST_CONTRAST = 3;
const PATTERNS = 12;
const rows = new Map();

/** Take in the genres as the server lists them. */
export function learnGenres(list) {
  rows.clear();
  list.forEach((row, index) => rows.set(row.name, { ...row, pattern: index % PATTERNS }));
}

export function allGenres() {
  return [...rows.values()];
}

export function genreOf(name) {
  return rows.get(name) ?? { name, color: NEUTRAL, pattern: 0 };
}

/** The colour on dark ground, as the piano roll has it. */
export function rollColor(name) {
  return name ? genreOf(name).color : NEUTRAL;
}

/** The colour on the page: on a light one as dark as it must be to be seen. */
export function pageColor(name) {
  return theme() === "light" ? darkened(rollColor(name)) : rollColor(name);
}

export function channels(hex) {
  const number = parseInt(hex.slice(1), 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}

function luminance(rgb) {
  const [r, g, b] = rgb.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const known = new Map();

function darkened(hex) {
  if (!known.has(hex)) {
    let rgb = channels(hex);
    // Against the page (#f6f5f2), which has a luminance of 0.91.
    while (0.96 / (luminance(rgb) + 0.05) < LEAST_CONTRAST) rgb = rgb.map((value) => value * 0.97);
    known.set(hex, `rgb(${rgb.map(Math.round).join(" ")})`);
  }
  return known.get(hex);
}

/** Give an element the colour and pattern of a genre, now and when the theme changes. */
export function tinted(element, name) {
  element.dataset.genre = name;
  element.classList.add("tinted", `pattern-${genreOf(name).pattern}`);
  return setVars(element, { genre: pageColor(name), "genre-on-dark": rollColor(name) });
}

onTheme(() => {
  for (const element of document.querySelectorAll(".tinted")) {
    setVars(element, { genre: pageColor(element.dataset.genre) });
  }
});

/** A swatch and the genre's name. */
export function genreTag(name, extra = "") {
  return h("span", { class: "genre-tag" }, swatch(name), extra ? `${name} ${extra}` : name);
}

export function swatch(name) {
  return tinted(h("span", { class: "swatch", "aria-hidden": "true" }), name);
}
