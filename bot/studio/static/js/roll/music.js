// What a piano roll draws: a piece's notes sorted and ready to be found by time.

const DRUM_ROWS = [
  new Set([42, 44, 46, 49, 51, 52, 53, 54, 55, 56, 57, 59, 69, 70, 80, 81, 82]),
  new Set([37, 38, 39, 40, 41, 43, 45, 47, 48, 50, 60, 61, 62, 63, 64, 65, 66, 67, 68, 71, 72, 73, 74, 75, 76, 77, 78, 79]),
  new Set([35, 36]),
];
const LEAST_PITCHES = 22;
const PITCH_ROOM = 2;
const NUMBERS_ROOM = 5;

/**
 * Music from the API's Notes. Times are in beats (quarter notes); `band` and `tune` are sorted by
 * their start, `hits` are drums with a row 0 to 2, `melodies` the lines of phase 1 and the fused one.
 */
export function musicOf(notes) {
  const pitched = [];
  const hits = [];
  for (const track of notes.tracks) {
    for (const one of track.notes) {
      const note = inBeats(one, track);
      if (track.is_drums) hits.push({ ...note, row: drumRow(note.pitch) });
      else pitched.push(note);
    }
  }
  pitched.sort(byStart);
  hits.sort(byStart);
  const [low, high] = reach(pitched);
  return {
    bars: notes.bars,
    first_bar: notes.pickup_beats ? 1 : 0,
    begins: notes.sound_begins_beats,
    bar_beats: notes.bar_beats,
    pulse_beats: pulseOf(notes.meter),
    seconds_per_beat: 60 / notes.quarter_bpm,
    length: notes.length_beats,
    key: notes.key ?? "C major",
    chords: notes.chords.map((one) => ({ name: signs(one.symbol), start: one.beat, length: one.beats })),
    sections: notes.sections,
    band: pitched.filter((note) => note.track.role !== "melody"),
    tune: pitched.filter((note) => note.track.role === "melody"),
    hits,
    low,
    high,
    longest: Math.max(1, ...pitched.map((note) => note.length)),
    melodies: notes.melodies.map((line) => ({
      ...line,
      notes: line.notes.map((one) => inBeats(one, null)).sort(byStart),
    })),
  };
}

/** The beat that sounds at a time of the sound file: it begins with a pickup's first note. */
export const beatAt = (music, seconds) => music.begins + seconds / music.seconds_per_beat;

/** The time of the sound file at which a beat sounds. */
export const secondsAt = (music, beat) => Math.max(0, beat - music.begins) * music.seconds_per_beat;

/** A bar's number: a pickup's is 0. */
export const barNumber = (music, bar) => bar + 1 - music.first_bar;

/** `Bbm7b5` as `B♭m7♭5`. */
function signs(symbol) {
  return symbol.replace(/#/g, "♯").replace(/([A-G])b/g, "$1♭").replace(/b(?=\d)/g, "♭");
}

const byStart = (a, b) => a.start - b.start;

function inBeats(note, track) {
  const { pitch, beat: start, beats: length, velocity, genre } = note;
  return { pitch, start, length, end: start + length, velocity, genre, track };
}

/** The pitches shown: all that sound, with some room, and never fewer than two octaves or so. */
function reach(pitched) {
  const pitches = pitched.map((note) => note.pitch);
  let low = Math.min(...(pitches.length ? pitches : [60])) - PITCH_ROOM;
  let high = Math.max(...(pitches.length ? pitches : [60])) + NUMBERS_ROOM;
  while (high - low < LEAST_PITCHES) {
    high += 1;
    low -= 1;
  }
  return [low, high];
}

/** The felt beat of a metre in quarter notes: a dotted quarter in 6/8, a half in 2/2. */
function pulseOf(meter) {
  const [beats, unit] = (meter ?? "4/4").split("/").map(Number);
  if (unit === 8) return beats % 3 ? 0.5 : 1.5;
  return 4 / unit;
}

function drumRow(pitch) {
  const row = DRUM_ROWS.findIndex((keys) => keys.has(pitch));
  return row < 0 ? 1 : row;
}

/** The index of the first of these sorted notes that starts at or after a beat. */
export function firstFrom(notes, beat) {
  let low = 0;
  let high = notes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (notes[middle].start < beat) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Those of these notes that sound between two beats. */
export function* between(notes, from, to, longest) {
  for (let i = firstFrom(notes, from - longest); i < notes.length && notes[i].start < to; i += 1) {
    if (notes[i].end > from) yield notes[i];
  }
}

/** The chord at a beat, or null. */
export function chordAt(music, beat) {
  return music.chords.find((one) => one.start <= beat + 1e-6 && beat < one.start + one.length - 1e-6) ?? null;
}

/** The section at a bar, or null. */
export function sectionAt(music, bar) {
  return music.sections.find((one) => one.start_bar <= bar && bar < one.start_bar + one.bars) ?? null;
}
