// One turn of the conversation: what was said, what it means, and the pieces that come of it.

import { api } from "../api.js";
import { button, h, icon, put } from "../dom.js";
import { worded } from "../language.js";
import { cards, laterCard } from "../piece/later.js";
import { watchJob } from "../live.js";
import { show as glideTo, whisper } from "../tell.js";
import { progressWords } from "../words.js";
import { interpretation } from "./reading.js";
import { progressView } from "./progress.js";

/**
 * The view of a turn that `keep()` stores when it changes. `talk` has `say(text, code)`,
 * `fill(text)` and `came(code)`, which is told of each new piece.
 */
export function turnView(turn, { talk, keep }) {
  const answer = h("div", { class: "answer" });
  const view = h("section", { class: "turn", "aria-label": turn.text ? worded("You said: {text}", { text: turn.text }) : worded("A piece on its way") });
  if (turn.text) view.append(h("p", { class: "said" }, turn.text));
  view.append(answer);
  show();

  function show() {
    put(answer);
    if (turn.error) {
      answer.append(problem(turn.error, () => talk.say(turn.text)));
      return;
    }
    if (!turn.reading && !turn.jobs.length) {
      answer.append(h("p", { class: "thinking", role: "status" }, worded("Reading …")));
      return;
    }
    if (turn.reading) answer.append(...readingParts(turn, talk));
    for (const job of turn.jobs) answer.append(jobView(job, { turn, talk, keep, redraw: show }));
  }
  return { view, show };
}

function readingParts(turn, talk) {
  const { reading } = turn;
  if (reading.error) return [h("p", { class: "reply unclear" }, icon("warn"), h("span", {}, reading.error))];
  const parts = [];
  if (reading.request && turn.jobs.length) parts.push(interpretation(reading, (text) => talk.say(text)));
  else parts.push(reply(reading, talk));
  if (turn.battle) parts.push(h("p", {}, h("a", { class: "button", href: `/battles/${turn.battle}`, "data-way": true }, icon("battle"), worded("Listen and vote"))));
  if (turn.download) parts.push(h("p", {}, h("a", { class: "button", href: turn.download, download: true }, icon("load"), worded("Fetch the archive"))));
  return parts;
}

/** An answer in words; indented lines are examples, which can be clicked. */
function reply(reading, talk) {
  const lines = reading.reply.split("\n").filter((line) => line.trim());
  return h(
    "div",
    { class: "reply" },
    lines.map((line) =>
      reading.intent === "help" && /^\s{2,}\S/.test(line)
        ? h("button", { type: "button", class: "chip", onclick: () => talk.fill(line.trim()) }, line.trim())
        : h("p", {}, line),
    ),
  );
}

function problem(text, again) {
  return h(
    "div",
    { class: "problem", role: "alert" },
    icon("warn"),
    h("div", { class: "stack" }, h("p", {}, text), h("div", {}, button(worded("Try again"), { kind: "small", onclick: again }))),
  );
}

/** All about a piece of which an event told only a little. */
async function whole(found) {
  const piece = await api.piece(found.code);
  return { ...piece, heard: piece.heard ?? found.heard ?? null };
}

/** Bring a new card into view, unless somebody is looking elsewhere. */
function follow(view) {
  const { top } = view.getBoundingClientRect();
  if (top > 120 && top < innerHeight * 1.2) glideTo(view);
}

function jobView(job, { turn, talk, keep, redraw }) {
  const place = h("div", { class: "job" });
  if (job.blind && turn.battle) return place;
  if (job.over) {
    place.append(h("p", { class: "soft small" }, job.over));
    return place;
  }
  if (job.piece && job.heard) {
    place.append(laterCard(job.piece, { say: talk.say }));
    return place;
  }
  const line = progressView(Object.keys(job.weights ?? {}), async (failed) => {
    try {
      await api.cancel(job.id);
    } catch (error) {
      line.say(error.message);
      if (error.status !== 409) failed(); // else it is too late: the piece comes
    }
  });
  line.show(job.progress ?? { stage: "queued", text: worded("waiting for the studio"), share: 0 });
  let making = null;
  const composed = (found) => {
    making ??= Promise.all([cards(), whole(found)]).then(([{ pieceCard }, piece]) => {
      const card = pieceCard(piece, { sounds: false, say: talk.say });
      put(place, card.view);
      talk.came(piece.code);
      whisper(worded("Composed. The sound is being made."));
      follow(card.view);
      return card;
    });
    job.piece = found.code;
    keep();
    return making;
  };
  const ended = (words) => {
    job.over = words;
    keep();
    put(place, h("p", { class: "soft small", role: "status" }, words));
  };
  const failed = async (event) => {
    if (making) (await making).progress(event.error);
    else if (event.cancelled) ended(worded("Cancelled; nothing was made."));
    else if (event.gone && job.piece) {
      job.heard = true;
      keep();
      put(place, laterCard(job.piece, { say: talk.say }));
    } else if (event.gone) ended(worded("This piece was still on its way when the studio stopped."));
    else {
      job.over = event.error;
      keep();
      put(place, problem(event.error, () => talk.say(turn.text || "again")));
    }
  };
  place.append(line.view);
  watchJob(job.id, {
    progress: async (progress) => {
      if (!making) line.show(progress);
      else (await making).progress(progressWords(progress));
    },
    composed: (event) => composed(event.piece).catch((error) => ended(error.message)),
    finished: async (event) => {
      try {
        if (event.job?.purpose === "battle") {
          // Blind until it is over: no card, only the way to the battle once both sides are made.
          job.blind = true;
          ended(worded("One side is made."));
          turn.battle = event.job.battle ?? (await api.job(job.id)).battle;
          keep();
          if (turn.battle) redraw();
          return;
        }
        const found = event.piece ?? { code: event.job.piece };
        const [card, piece] = await Promise.all([composed(found), whole(found)]);
        job.heard = true;
        keep();
        card.ready(piece);
      } catch (error) {
        ended(error.message);
      }
    },
    failed,
    lost: () => {
      if (!making) line.say(worded("The line to the studio is down; trying again …"));
    },
  });
  return place;
}
