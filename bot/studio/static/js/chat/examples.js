// What a newcomer may click: sentences that all work as they stand.

export const EXAMPLES = [
  "70% jazz 30% classical, more adventurous",
  "celtic meets game, fast, in E dorian",
  "mostly hymn with a touch of blues, slow",
  "start classical, end jazz, 24 bars",
  "ragtime and mazurka in 3/4 for clarinet and piano",
  "a dreamy renaissance folk tune for flute and harp, no drums",
];

export const NEXT = ["more adventurous", "slower", "up a tone", "add some blues", "no drums", "undo"];
