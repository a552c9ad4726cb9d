// The chat: turns above, the prompt below.

import { api } from "../api.js";
import { button, h, put } from "../dom.js";
import { worded } from "../language.js";
import { cards } from "../piece/later.js";
import { show, toast, whisper } from "../tell.js";
import { composer } from "./composer.js";
import { NEXT } from "./examples.js";
import { forgetTurns, keepTurns, turnsKept } from "./transcript.js";
import { turnView } from "./turn.js";
import { welcome } from "./welcome.js";


/** The page, made once; `session()` is who is here. */
export function chatPage({ session }) {
  let turns = turnsKept();
  let latest = null;
  let held = null; // the request that holds here, as the server knows it
  let pieces = [];
  const log = h("div", { class: "turns", role: "log", "aria-label": worded("Conversation"), "aria-live": "off" });
  const hello = h("div", {});
  const next = h("div", { class: "chips next", hidden: true, role: "group", "aria-label": worded("What to say next") });
  const fresh = button(worded("Start over"), { picture: "plus", kind: "small plain", onclick: startOver, hidden: true });
  const prompt = composer({ fresh, send: (message) => send(message), present: () => (latest ? held : null), uploadBytes: () => session().upload_bytes });
  const overlay = h("div", { class: "drop-veil", hidden: true }, h("p", {}, worded("Drop a MIDI, MusicXML or ABC file to build on")));
  const view = h("div", { class: "chat-page" }, h("div", { class: "chat-scroll" }, hello, log, next), h("div", { class: "dock" }, prompt.view), overlay);
  const talk = {
    say: (text, about) => send({ text, about: about && about !== latest ? about : undefined }),
    fill: prompt.fill,
    came: (code) => {
      latest = code;
      showFrame();
    },
  };

  async function send({ text, melody, about }) {
    const turn = { text, reading: null, error: null, jobs: [] };
    turns.push(turn);
    const one = add(turn);
    show(one.view);
    cards();
    try {
      const message = { text };
      if (about) message.about = about;
      if (melody) message.melody = melody;
      const out = await api.say(message);
      turn.reading = out.reading;
      // A melody brings its own key, metre and length: what is made says them.
      if (melody && out.jobs[0]?.request) turn.reading.request = { ...out.jobs[0].request, base: melody };
      turn.jobs = out.jobs.map(jobOf);
      held = turn.reading.request ?? held;
      turn.battle = out.battle?.code ?? null;
      turn.download = out.download;
      if (out.reading.intent === "reset") {
        turns = [];
        latest = null;
        put(log);
        turns.push(turn);
        log.append(one.view);
      }
      if (["save_preset", "delete_preset"].includes(out.reading.intent)) document.dispatchEvent(new CustomEvent("presets"));
      whisper(out.reading.error ?? (out.jobs.length ? worded("Understood. Composing.") : out.reading.reply));
    } catch (error) {
      turn.error = error.message;
    }
    keep();
    one.show();
    showFrame();
    show(one.view);
    return !turn.error;
  }

  function add(turn) {
    const one = turnView(turn, { talk, keep });
    log.append(one.view);
    showFrame();
    return one;
  }

  function keep() {
    keepTurns(turns);
  }

  function showFrame() {
    const empty = !turns.length;
    put(hello, empty ? welcome({ say: (text) => send({ text }), fill: prompt.fill, pieces }) : null);
    log.hidden = empty;
    fresh.hidden = empty;
    next.hidden = !latest;
    prompt.suggest(Boolean(latest));
    if (latest && !next.childElementCount) {
      put(next, NEXT.map((text) => h("button", { type: "button", class: "chip", onclick: () => send({ text }) }, text)));
    }
  }

  async function startOver() {
    try {
      await api.startOver();
    } catch (error) {
      toast(error.message);
      return;
    }
    turns = [];
    latest = null;
    forgetTurns();
    put(log);
    showFrame();
    prompt.focus();
  }

  /** What the server knows and this browser doesn't: running jobs, the latest piece. */
  async function catchUp() {
    for (const turn of turns) add(turn);
    showFrame();
    try {
      const [{ jobs }, conversation] = await Promise.all([api.jobs(), api.conversation()]);
      const known = new Set(turns.flatMap((turn) => turn.jobs.map((job) => job.id)));
      for (const job of jobs.filter((one) => !known.has(one.id)).reverse()) {
        const turn = { text: "", reading: null, error: null, jobs: [jobOf(job)] };
        turns.push(turn);
        add(turn);
      }
      latest = conversation.piece;
      held = conversation.request;
      pieces = conversation.pieces;
      keep();
      showFrame();
    } catch (error) {
      if (error.status !== 401) toast(error.message);
    }
    if (turns.length) log.lastElementChild?.scrollIntoView({ block: "start" });
  }

  let depth = 0;
  const holdsFile = (event) => event.dataTransfer?.types.includes("Files");
  const veil = (on) => {
    overlay.hidden = !on;
  };
  addEventListener("dragenter", (event) => {
    if (!view.isConnected || !holdsFile(event)) return;
    depth += 1;
    veil(true);
  });
  addEventListener("dragleave", () => {
    depth = Math.max(0, depth - 1);
    if (!depth) veil(false);
  });
  addEventListener("dragover", (event) => {
    if (view.isConnected && holdsFile(event)) event.preventDefault();
  });
  addEventListener("drop", (event) => {
    depth = 0;
    veil(false);
    if (!view.isConnected || !event.dataTransfer?.files.length) return;
    event.preventDefault();
    prompt.bring(event.dataTransfer.files[0]);
  });

  showFrame();
  catchUp();
  return { view, say: (text) => send({ text }), focus: prompt.focus, fill: prompt.fill };
}

function jobOf(job) {
  return { id: job.id, weights: job.request?.weights ?? {}, progress: job.progress, piece: job.piece, heard: job.state === "finished" };
}
