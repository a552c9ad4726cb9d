// In which language the pages speak: the browser's first, where there is a table for it.
//
// English needs no table: a sentence is its own key. What is typed into the chat stays English in
// every language, because that is what is understood; so are the names of genres.

const TABLES = { de: async () => (await import("./german.js")).GERMAN };

const first = navigator.language.split("-")[0].toLowerCase();
// Modules that use `worded` wait for the table, so that their own tables may hold its words.
const table = first in TABLES ? await TABLES[first]() : {};

/** The language of the pages, as in `<html lang>`. */
export const language = first in TABLES ? first : "en";

/** The sentence in the pages' language, its places filled: `worded("Saved as “{name}”.", { name })`. */
export function worded(sentence, values = {}) {
  return (table[sentence] ?? sentence).replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}
