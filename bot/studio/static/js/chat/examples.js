// What a newcomer may click: sentences that all work as they stand, where their genres are known.

const SENTENCES = [
  ["70% jazz 30% classical, more adventurous", ["jazz", "classical"]],
  ["celtic meets game, fast, in E dorian", ["celtic", "game"]],
  ["mostly hymn with a touch of blues, slow", ["hymn", "blues"]],
  ["start classical, end jazz, 24 bars", ["classical", "jazz"]],
  ["ragtime and mazurka in 3/4 for clarinet and piano", ["ragtime", "mazurka"]],
  ["a dreamy renaissance folk tune for flute and harp, no drums", ["renaissance", "folk"]],
];

/** The sentences whose genres are all among these names. */
export function examples(known) {
  return SENTENCES.filter(([, needed]) => needed.every((name) => known.includes(name))).map(([text]) => text);
}

export const NEXT = ["more adventurous", "slower", "up a tone", "twice as long", "no drums", "undo"];
