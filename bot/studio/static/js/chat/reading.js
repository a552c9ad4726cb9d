// What was understood of a message: the blend to drag, the rest in words, what was assumed and ignored.

import { button, h, put } from "../dom.js";
import { worded } from "../language.js";
import { stackedBar, legend } from "../piece/bars.js";
import { count, keyName, listed } from "../words.js";
import { blendEditor } from "./blend.js";

/** The interpretation of a message that makes music; `say(text)` sends a correction. */
export function interpretation(reading, say) {
  const request = reading.request;
  return h(
    "section",
    { class: "reading", "aria-label": worded("What I understood") },
    request.path ? path(request.path) : blend(request, say),
    h(
      "div",
      { class: "reading-words" },
      h("ul", { class: "understood" }, factsOf(request).map(([name, value]) => h("li", {}, h("span", { class: "faint" }, worded(name)), " ", value))),
      remarks(worded("Assumed"), reading.notes),
      remarks(worded("Ignored"), reading.ignored.map((word) => `“${word}”`)),
    ),
  );
}

function blend(request, say) {
  const words = h("code", { class: "correction-words" });
  const strip = h(
    "form",
    {
      class: "correction", hidden: true,
      onsubmit: (event) => {
        event.preventDefault();
        const text = editor.sentence();
        editor.reset();
        say(text);
      },
    },
    words,
    h("div", { class: "row" }, button(worded("Put back"), { kind: "small plain", onclick: () => editor.reset() }), button(worded("Send"), { picture: "send", kind: "small strong", type: "submit" })),
  );
  let editor = null;
  editor = blendEditor(request.weights, request.temperature, {
    onchange: () => {
      if (!editor) return;
      strip.hidden = !editor.changed();
      put(words, editor.sentence());
    },
  });
  return h("div", { class: "blend" }, editor.view, strip);
}

function path(points) {
  return h(
    "div",
    { class: "blend" },
    h("p", { class: "small soft" }, worded("The blend changes along the piece:")),
    points.map((point) =>
      h(
        "div",
        { class: "heard-row" },
        h("span", { class: "heard-label" }, point.at <= 0 ? worded("start") : point.at >= 1 ? worded("end") : worded("at {share}%", { share: Math.round(point.at * 100) })),
        stackedBar(point.weights, point.at <= 0 ? worded("start") : worded("later")),
        h("span", {}, legend(point.weights)),
      ),
    ),
  );
}

function factsOf(request) {
  const band = request.only?.length ? worded("only {names}", { names: listed(request.only) }) : listed(request.instruments);
  return [
    ["key", keyName(request.key)],
    ["metre", request.meter],
    ["tempo", `${request.tempo_bpm} bpm`],
    ["length", `${count(request.bars, "bar")}${request.intro ? worded(", after {bars} of intro", { bars: request.intro }) : ""}${pickupWords(request.pickup)}${request.loop ? worded(", as a loop") : ""}`],
    band ? ["band", band] : null,
    request.without.length ? ["without", listed(request.without)] : null,
    request.count > 1 ? ["versions", String(request.count)] : null,
    request.base ? ["melody", request.base.keep ? worded("yours, note for note") : worded("built on yours")] : null,
    request.preset ? ["preset", `“${request.preset}”`] : null,
    ["seed", String(request.seed)],
  ].filter(Boolean);
}

function remarks(label, lines) {
  if (!lines.length) return null;
  return h("div", { class: "remarks" }, h("b", {}, label), h("ul", {}, lines.map((line) => h("li", {}, line))));
}

/** Whether the tune was to begin before its first bar; nothing where nobody said so. */
function pickupWords(wish) {
  if (typeof wish !== "boolean") return "";
  return wish ? worded(", with a pickup") : worded(", no pickup");
}
