// Telling people what happened: to the eye for a moment, to a screen reader by a live region.

import { h, put } from "./dom.js";
import { worded } from "./language.js";

const SECONDS = 3.2;

/** Say something to screen readers only. */
export function whisper(text) {
  const region = document.getElementById("whispers");
  if (region.textContent !== text) put(region, text);
}

/** Show a sentence for a moment; it is announced as well. */
export function toast(text) {
  const note = h("p", { class: "toast" }, text);
  document.getElementById("toasts").append(note);
  setTimeout(() => note.remove(), SECONDS * 1000 + text.length * 30);
}

/** Copy, and say so. */
export async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
    toast(worded("Copied {what}.", { what }));
  } catch {
    toast(worded("This browser doesn't let me copy; select the text instead."));
  }
}

/** Keep something small in this browser; nothing where storage is forbidden. */
export const pocket = {
  get(name) {
    try {
      return localStorage.getItem(`fusebox-${name}`);
    } catch {
      return null;
    }
  },
  set(name, value) {
    try {
      if (value === null) localStorage.removeItem(`fusebox-${name}`);
      else localStorage.setItem(`fusebox-${name}`, value);
    } catch {
      // Without storage it holds for this page only.
    }
  },
};

/** Bring something to the top of the view, gliding unless somebody wants less motion. */
export function show(element) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
}
