// The score as pages of SVG, fetched one by one as pictures: nothing in them can run.

import { api } from "../api.js";
import { button, h, put } from "../dom.js";
import { worded } from "../language.js";

/** The lead sheet, or every player's staves. */
export function score(code) {
  const sheets = h("div", { class: "sheets" });
  const pick = (part) =>
    button(part === "lead" ? worded("Lead sheet") : worded("All players"), {
      kind: "small", "aria-pressed": String(part === "lead"),
      onclick: (event) => {
        for (const one of event.currentTarget.parentElement.children) one.setAttribute("aria-pressed", "false");
        event.currentTarget.setAttribute("aria-pressed", "true");
        show(part);
      },
    });
  let round = 0;

  function show(part) {
    round += 1;
    put(sheets, h("div", { class: "waiting" }));
    page(part, 1, round);
  }
  async function page(part, number, mine) {
    let picture;
    try {
      picture = await api.sheet(code, number, part);
    } catch (error) {
      if (mine === round && number === 1) put(sheets, h("p", { class: "soft" }, error.message));
      return;
    }
    if (mine !== round) return;
    if (number === 1) put(sheets);
    const { url, pages } = picture;
    sheets.append(h("img", { class: "sheet", src: url, alt: `${part === "lead" ? worded("Lead sheet") : worded("Score of all players")}, ${worded("page {number} of {pages}", { number, pages })}`, onload: () => URL.revokeObjectURL(url) }));
    if (number < pages) page(part, number + 1, mine);
  }
  show("lead");
  return h("div", { class: "stack" }, h("div", { class: "row", role: "group", "aria-label": worded("Which score") }, pick("lead"), pick("full")), sheets);
}
