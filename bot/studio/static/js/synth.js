// A light synth in the browser, for the melodies of which the server keeps no sound.

import { hush, sounds } from "./player.js";

const AHEAD_SECONDS = 0.25;
const TICK_MS = 90;
let context = null;

/**
 * A voice that plays one line of notes (beats) at `secondsPerBeat`, with the parts of a player
 * that a roll needs. It begins at `beginsBeats`. `onState` is called when it starts and stops.
 */
export function newVoice(notes, secondsPerBeat, lengthBeats, beginsBeats = 0) {
  const frames = new Set();
  const states = new Set();
  let startedAt = 0;
  const begin = beginsBeats * secondsPerBeat;
  let offset = begin;
  let timer = null;
  let next = 0;
  let out = null;

  const voice = {
    touched: true,
    get playing() {
      return timer !== null;
    },
    time: () => (voice.playing ? Math.max(0, offset + context.currentTime - startedAt) : offset),
    onFrame: (frame) => frames.add(frame),
    onPlay: () => {},
    onState: (state) => states.add(state),
    seek(seconds) {
      const was = voice.playing;
      if (was) stop();
      offset = seconds;
      if (was) voice.play();
      frames.forEach((frame) => frame());
    },
    play(from = offset) {
      hush(voice);
      sounds(voice, true);
      context ??= new AudioContext();
      context.resume();
      offset = from >= lengthBeats * secondsPerBeat - 0.05 ? begin : from;
      startedAt = context.currentTime + 0.06;
      next = notes.findIndex((note) => note.start * secondsPerBeat >= offset - 1e-6);
      if (next < 0) next = notes.length;
      out = context.createGain();
      out.gain.value = 0.5;
      out.connect(context.destination);
      schedule();
      timer = setInterval(schedule, TICK_MS);
      states.forEach((state) => state());
      requestAnimationFrame(tick);
    },
    pause() {
      if (!voice.playing) return;
      offset = voice.time();
      stop();
    },
    toggle() {
      if (voice.playing) voice.pause();
      else voice.play();
    },
  };
  const tick = () => {
    frames.forEach((frame) => frame());
    if (voice.playing) requestAnimationFrame(tick);
  };
  const stop = () => {
    clearInterval(timer);
    timer = null;
    sounds(voice, false);
    const ending = out;
    ending.gain.setTargetAtTime(0, context.currentTime, 0.03);
    setTimeout(() => ending.disconnect(), 250);
    states.forEach((state) => state());
    frames.forEach((frame) => frame());
  };
  const schedule = () => {
    const until = voice.time() + AHEAD_SECONDS;
    while (next < notes.length && notes[next].start * secondsPerBeat < until) {
      const note = notes[next];
      pluck(note, startedAt + note.start * secondsPerBeat - offset, note.length * secondsPerBeat, out);
      next += 1;
    }
    if (voice.time() > lengthBeats * secondsPerBeat) {
      offset = begin;
      stop();
    }
  };
  return voice;
}

/** One note: a triangle with a soft octave above, struck and fading. */
function pluck(note, at, seconds, out) {
  const begin = Math.max(at, context.currentTime);
  const end = begin + Math.max(0.12, seconds);
  const level = 0.18 + (0.3 * (note.velocity ?? 80)) / 127;
  const hertz = 440 * 2 ** ((note.pitch - 69) / 12);
  for (const [kind, times, share] of [["triangle", 1, 1], ["sine", 2, 0.25]]) {
    const tone = context.createOscillator();
    const shape = context.createGain();
    tone.type = kind;
    tone.frequency.value = hertz * times;
    shape.gain.setValueAtTime(0, begin);
    shape.gain.linearRampToValueAtTime(level * share, begin + 0.012);
    shape.gain.exponentialRampToValueAtTime(level * share * 0.45, begin + 0.18);
    shape.gain.setTargetAtTime(0, end - 0.04, 0.05);
    tone.connect(shape).connect(out);
    tone.start(begin);
    tone.stop(end + 0.4);
  }
}
