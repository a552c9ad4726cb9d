// The keyboard: space, arrows, / and ?.

import { button, h } from "./dom.js";
import { worded } from "./language.js";
import { presentPlayer } from "./player.js";

const SEEK_SECONDS = 5;
const KEYS = [
  ["Space", worded("play or pause the piece")],
  ["← →", worded("five seconds back or on")],
  ["Home", worded("back to its beginning")],
  ["L", worded("loop")],
  ["/", worded("write to me")],
  ["Enter", worded("send; with Shift, a new line")],
  ["Esc", worded("leave the prompt or a window")],
  ["?", worded("these keys")],
];

const TAKES_KEYS = "input, textarea, select, button, a, summary, [contenteditable], [role=slider], [tabindex='0']";

/** Listen for keys; `write()` goes to the prompt. */
export function listenForKeys({ write }) {
  const help = h(
    "dialog",
    { class: "keys", "aria-label": worded("Keys") },
    h("div", { class: "row apart" }, h("h2", {}, worded("Keys")), button(worded("Close"), { picture: "close", kind: "plain", only: true, onclick: () => help.close() })),
    h("dl", {}, KEYS.map(([key, words]) => h("div", {}, h("dt", {}, h("kbd", {}, key)), h("dd", {}, words)))),
  );
  help.addEventListener("click", (event) => {
    if (event.target === help) help.close();
  });
  document.body.append(help);

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const { target } = event;
    const typing = target.matches?.("input:not([type=range]):not([type=checkbox]), textarea, select");
    if (event.key === "Escape" && typing && !target.closest("dialog")) {
      target.blur();
      return;
    }
    if (typing || document.querySelector("dialog[open]")) return;
    if (event.key === "?") {
      event.preventDefault();
      help.showModal();
    } else if (event.key === "/") {
      event.preventDefault();
      write();
    } else if (!target.matches?.(TAKES_KEYS) || target.matches?.("main")) playKeys(event);
  });
  return () => help.showModal();
}

function playKeys(event) {
  const player = presentPlayer();
  if (!player) return;
  const act = {
    " ": () => player.toggle(),
    ArrowLeft: () => player.seek(Math.max(0, player.time() - SEEK_SECONDS)),
    ArrowRight: () => player.seek(player.time() + SEEK_SECONDS),
    Home: () => player.seek(0),
    l: () => player.setLoop(!player.loops),
  }[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}
