// The prompt: what one types, what it would mean, a melody to build on, and the mixer.

import { api } from "../api.js";
import { button, h, put } from "../dom.js";
import { worded } from "../language.js";
import { legend, stackedBar } from "../piece/bars.js";
import { toast } from "../tell.js";
import { count, keyName } from "../words.js";
import { blendEditor } from "./blend.js";
import { presetMenu } from "./presets.js";

const NARROW = matchMedia("(max-width: 640px)");
const PAUSE_MS = 320;
const TUNES = ".mid,.midi,.musicxml,.xml,.mxl,.abc";

/**
 * The composer; `send({text, melody})` says something and tells by its promise whether it was taken.
 * `present()` is the request that the mixer begins with, null where there is none.
 */
export function composer({ send, uploadBytes, fresh, present }) {
  let melody = null;
  let mixing = null;
  const text = h("textarea", {
    id: "prompt", class: "prompt", rows: 1, maxlength: 2000, placeholder: hintFor(false),
    "aria-label": worded("What shall I compose?"), "aria-keyshortcuts": "/", enterkeyhint: "send", autocomplete: "off",
    oninput: () => {
      grow();
      preview();
    },
    onkeydown: (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      submit();
    },
  });
  const seen = h("div", { class: "preview small", "aria-live": "off" });
  const tune = h("div", { class: "brought", hidden: true });
  const picker = h("input", { type: "file", accept: TUNES, hidden: true, onchange: () => {
    if (picker.files[0]) bring(picker.files[0]);
    picker.value = "";
  } });
  const go = button(worded("Send"), { picture: "send", kind: "strong", only: true, type: "submit" });
  const mixBox = h("div", { class: "mix-box", hidden: true });
  const mixer = button(worded("Mix"), {
    picture: "genres", kind: "small plain", "aria-expanded": "false",
    onclick: () => toggleMixer(),
  });
  const presets = presetMenu({ use: (words) => send({ text: words }) });
  const form = h(
    "form",
    {
      class: "composer",
      onsubmit: (event) => {
        event.preventDefault();
        submit();
      },
    },
    tune,
    mixBox,
    seen,
    h("div", { class: "prompt-box" }, text, go),
    h(
      "div",
      { class: "row composer-tools" },
      mixer,
      button(worded("Melody"), { picture: "attach", kind: "small plain", title: worded("Build on a MIDI, MusicXML or ABC file; or drop one anywhere"), onclick: () => picker.click() }),
      presets.opener,
      fresh,
      h("span", { class: "faint small hint" }, h("kbd", {}, "Enter"), worded(" sends · "), h("kbd", {}, "?"), worded(" keys")),
    ),
    picker,
    presets.menu,
  );

  function grow() {
    text.style.height = "auto";
    text.style.height = `${Math.min(text.scrollHeight, 160)}px`;
  }

  let timer = null;
  let asked = 0;
  function preview() {
    clearTimeout(timer);
    asked += 1;
    const words = text.value.trim();
    if (!words) {
      put(seen);
      return;
    }
    const mine = asked;
    timer = setTimeout(async () => {
      try {
        const reading = await api.parse(words);
        if (mine === asked) put(seen, previewOf(reading));
      } catch {
        if (mine === asked) put(seen);
      }
    }, PAUSE_MS);
  }

  async function submit() {
    const words = text.value.trim();
    if (!words && melody) toast(worded("Say also what to compose, for example “60% jazz 40% folk”."));
    if (!words || go.disabled) return;
    go.disabled = true;
    const taken = await send({ text: words, melody: melody && { id: melody.id, keep: melody.keep } });
    go.disabled = false;
    if (!taken) return;
    text.value = "";
    asked += 1;
    clearTimeout(timer);
    put(seen);
    dropTune();
    closeMixer();
    grow();
  }

  function toggleMixer() {
    if (!mixBox.hidden) {
      closeMixer();
      return;
    }
    const now = present();
    mixing = blendEditor(now?.weights ?? {}, now?.temperature ?? 1, {
      open: !now,
      onchange: () => {
        if (!mixing || mixing.empty()) return;
        text.value = mixing.sentence(!now);
        grow();
        preview();
      },
    });
    put(mixBox, mixing.view);
    mixBox.hidden = false;
    mixer.setAttribute("aria-expanded", "true");
  }

  function closeMixer() {
    mixBox.hidden = true;
    mixing = null;
    put(mixBox);
    mixer.setAttribute("aria-expanded", "false");
  }

  async function bring(file) {
    if (file.size > uploadBytes()) {
      toast(worded("That file has {size}; I read melodies up to {most}.", { size: mega(file.size), most: mega(uploadBytes()) }));
      return;
    }
    tune.hidden = false;
    put(tune, h("span", { class: "soft", role: "status" }, worded("Reading {name} …", { name: file.name })));
    try {
      melody = { ...(await api.bring(file)), keep: false };
    } catch (error) {
      put(tune, h("span", { class: "row" }, error.message), button(worded("Close"), { picture: "close", kind: "plain small", only: true, onclick: dropTune }));
      return;
    }
    const keep = h("input", { type: "checkbox", onchange: () => { melody.keep = keep.checked; } });
    put(
      tune,
      h("div", { class: "brought-name" }, h("b", {}, melody.name), h("span", { class: "faint small" }, [count(melody.bars, "bar"), keyName(melody.key), melody.meter, count(melody.notes, "note")].join(" · "))),
      h("label", { class: "check small" }, keep, worded("keep note for note")),
      button(worded("Leave this melody out"), {
        picture: "close", kind: "plain small", only: true,
        onclick: () => {
          api.forgetMelody(melody.id).catch(() => {});
          dropTune();
        },
      }),
    );
    text.focus();
    if (!text.value) toast(worded("Now say which blend, for example “60% jazz 40% folk”."));
  }

  function dropTune() {
    melody = null;
    tune.hidden = true;
    put(tune);
  }

  return {
    view: form,
    bring,
    /** What the empty prompt suggests: a blend, or a change of the piece that is there. */
    suggest: (hasPiece) => {
      text.placeholder = hintFor(hasPiece);
    },
    focus: () => text.focus(),
    fill: (words) => {
      text.value = words;
      grow();
      preview();
      text.focus();
    },
  };
}

function hintFor(hasPiece) {
  if (hasPiece) return NARROW.matches ? "slower, in D minor" : worded("Change it: slower, in D minor, more jazz … or ask for another blend");
  return NARROW.matches ? "70% jazz 30% classical" : "70% jazz 30% classical, more adventurous";
}

function previewOf(reading) {
  if (reading.error) return h("span", { class: "soft" }, reading.error);
  const request = reading.request;
  if (!request || !reading.composes) return reading.notes.length ? h("span", { class: "soft" }, reading.notes.join(" ")) : null;
  return [
    stackedBar(request.weights, worded("This would be")),
    h("div", { class: "row preview-words" }, legend(request.weights), h("span", { class: "faint" }, [keyName(request.key), request.meter, `${request.tempo_bpm} bpm`, count(request.bars, "bar")].join(" · "))),
  ];
}

function mega(bytes) {
  return bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1e3))} kB`;
}

