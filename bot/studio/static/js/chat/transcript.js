// The conversation as this browser saw it, kept so that a reload shows it again.

import { pocket } from "../tell.js";

const NAME = "turns";
const MOST = 25;

/** Turns, oldest first: {text, reading, error, jobs: [{id, title, weights}], pieces: {job: code}}. */
export function turnsKept() {
  try {
    const turns = JSON.parse(pocket.get(NAME) ?? "[]");
    return Array.isArray(turns) ? turns : [];
  } catch {
    return [];
  }
}

export function keepTurns(turns) {
  pocket.set(NAME, JSON.stringify(turns.slice(-MOST)));
}

export function forgetTurns() {
  pocket.set(NAME, null);
}
