// A blend to change by hand: a slider for each genre, more genres as chips, and adventure.

import { button, h, icon, put, setVars, unseen } from "../dom.js";
import { allGenres, genreTag, swatch, tinted } from "../genres.js";
import { worded } from "../language.js";
import { blendSentence, percents } from "../words.js";

const NEW_SHARE = 0.2;
const LOW = 0.5;
const HIGH = 1.5;

/** Move one share to `value` (0 to 1); the others keep their proportions. */
export function moved(weights, name, value) {
  const others = Object.keys(weights).filter((other) => other !== name);
  if (!others.length) return { [name]: 1 };
  const rest = others.reduce((sum, other) => sum + weights[other], 0);
  const left = 1 - value;
  const result = {};
  for (const key of Object.keys(weights)) {
    if (key === name) result[key] = value;
    else result[key] = rest > 1e-6 ? (weights[key] / rest) * left : left / others.length;
  }
  return result;
}

/**
 * Sliders over weights and a temperature. `onchange` is called with each change; `sentence()` asks
 * for what is set, in words the chat understands.
 */
export function blendEditor(weights, temperature, { onchange, open = false }) {
  const start = { weights: { ...weights }, temperature };
  let now = { weights: { ...weights }, temperature };
  const rows = h("div", { class: "mix-rows" });
  const chips = h("div", { class: "chips", hidden: !open });
  const adder = button(worded("Add a genre"), {
    picture: "plus", kind: "small plain", hidden: open, "aria-expanded": String(open),
    onclick: () => {
      chips.hidden = !chips.hidden;
      adder.setAttribute("aria-expanded", String(!chips.hidden));
    },
  });
  const sliders = new Map();

  const show = (except = null) => {
    const shares = percents(now.weights);
    for (const [name, { slider, output }] of sliders) {
      if (name !== except) slider.value = String(shares[name]);
      slider.setAttribute("aria-valuetext", `${shares[name]}%`);
      setVars(slider, { share: `${shares[name]}%` });
      put(output, `${shares[name]}%`);
    }
    onchange?.();
  };
  const rebuild = () => {
    sliders.clear();
    const names = Object.keys(now.weights);
    put(rows, names.map((name) => rowOf(name, names.length > 1)));
    put(
      chips,
      allGenres()
        .filter((genre) => !(genre.name in now.weights))
        .map((genre) =>
          h(
            "button",
            { type: "button", class: "chip", title: genre.blurb, onclick: () => add(genre.name) },
            swatch(genre.name), genre.name, unseen(names.length ? worded("add to the blend") : worded("start with it")),
          ),
        ),
    );
    show();
  };
  const rowOf = (name, removable) => {
    const output = h("output", { class: "numbers" });
    const slider = tinted(
      h("input", {
        type: "range", class: "mix", min: 0, max: 100, step: 1, "aria-label": worded("Share of {name}", { name }), "data-share": name,
        oninput: () => {
          now.weights = moved(now.weights, name, Number(slider.value) / 100);
          show(name);
        },
      }),
      name,
    );
    sliders.set(name, { slider, output });
    return h(
      "div",
      { class: "mix-row" },
      genreTag(name),
      slider,
      output,
      removable
        ? h("button", { type: "button", class: "button plain round small drop", title: worded("Leave {name} out", { name }), onclick: () => drop(name) }, icon("close"), unseen(worded("Leave {name} out", { name })))
        : h("span", { class: "drop" }),
    );
  };
  const add = (name) => {
    const many = Object.keys(now.weights).length;
    now.weights = many ? moved({ ...now.weights, [name]: 0 }, name, many === 1 ? 0.3 : NEW_SHARE) : { [name]: 1 };
    rebuild();
    sliders.get(name).slider.focus();
  };
  const drop = (name) => {
    const { [name]: gone, ...rest } = now.weights;
    void gone;
    now.weights = rest;
    const [first] = Object.keys(rest);
    now.weights = moved(rest, first, percents(rest)[first] / 100);
    rebuild();
    sliders.get(first).slider.focus();
  };
  const heat = h("output", { class: "numbers" });
  const adventure = h("input", {
    type: "range", class: "mix heat", min: LOW, max: HIGH, step: 0.05, value: String(temperature), "aria-label": worded("Adventure"),
    oninput: () => {
      now.temperature = Number(adventure.value);
      showHeat();
      onchange?.();
    },
  });
  const showHeat = () => {
    put(heat, now.temperature.toFixed(2).replace(/0$/, ""));
    setVars(adventure, { share: `${((now.temperature - LOW) / (HIGH - LOW)) * 100}%` });
    adventure.setAttribute("aria-valuetext", `${now.temperature.toFixed(2)}, ${adventureWord(now.temperature)}`);
  };
  rebuild();
  showHeat();
  const view = h(
    "div",
    { class: "mixer" },
    rows,
    adder,
    chips,
    h(
      "div",
      { class: "mix-row" },
      h("span", { class: "genre-tag" }, worded("adventure")),
      h("div", { class: "heat-box" }, adventure, h("span", { class: "heat-ends faint", "aria-hidden": "true" }, h("span", {}, worded("safe")), h("span", {}, worded("wild")))),
      heat,
      h("span", { class: "drop" }),
    ),
  );
  return {
    view,
    empty: () => !Object.keys(now.weights).length,
    changed: () => blendSentence(now.weights) !== blendSentence(start.weights) || now.temperature !== start.temperature,
    /** What asks for the change: the whole blend where it changed, and the adventure where that did. */
    sentence: (all = false) => {
      const parts = [];
      if (all || blendSentence(now.weights) !== blendSentence(start.weights)) parts.push(blendSentence(now.weights));
      if (now.temperature !== start.temperature) parts.push(`temperature ${Number(now.temperature.toFixed(2))}`);
      return parts.filter(Boolean).join(", ");
    },
    reset: () => {
      now = { weights: { ...start.weights }, temperature: start.temperature };
      adventure.value = String(start.temperature);
      rebuild();
      showHeat();
    },
    /** Take on another blend, as if it had been so from the start. */
    take: (weights, heat) => {
      now = { weights: { ...weights }, temperature: heat };
      adventure.value = String(heat);
      rebuild();
      showHeat();
    },
    weights: () => now.weights,
  };
}

export function adventureWord(temperature) {
  if (temperature <= 0.75) return worded("very safe");
  if (temperature < 0.95) return worded("safe");
  if (temperature <= 1.1) return worded("balanced");
  return temperature < 1.3 ? worded("adventurous") : worded("wild");
}
