// Battles: two pieces side by side, nobody knows whose until the time is up.

import { api } from "../api.js";
import { button, h, icon, put, unseen } from "../dom.js";
import { worded } from "../language.js";
import { watchJob } from "../live.js";
import { newPlayer } from "../player.js";
import { toast } from "../tell.js";
import { clock, span } from "../words.js";
import { empty, filled, head, trouble } from "./frame.js";

const SPANS = [[600, worded("10 minutes")], [3600, worded("1 hour")], [7200, worded("2 hours")], [86400, worded("1 day")], [604800, worded("1 week")]];
const KINDS = { presets: worded("two presets"), members: worded("two people"), adventures: worded("safe against wild") };
const VOTED = "battle-votes";

export function battlesPage({ go }) {
  const list = h("div", {});
  const fill = () =>
    filled(list, async () => {
      const { battles } = await api.battles();
      if (!battles.length) return empty(worded("No battles yet. Call one: the same wish written safely and wildly, or two of your presets, and let others choose by ear."));
      return h("ul", { class: "battle-list" }, battles.map((battle) => h("li", {}, row(battle))));
    });
  fill();
  return [
    head(worded("Battles"), worded("Two pieces, left and right, and no names: listen to both and vote for the one you like. Whose is whose is told when the time is up.")),
    caller(fill, go),
    h("h2", { class: "section-title" }, worded("Open and settled")),
    list,
  ];
}

function row(battle) {
  return h(
    "a",
    { class: "battle-row", href: `/battles/${battle.code}`, "data-way": true },
    h("span", { class: "code" }, battle.code),
    h("span", {}, battle.is_open ? KINDS[battle.kind] ?? battle.kind : `${battle.left.name} ${battle.left.votes} : ${battle.right.votes} ${battle.right.name}`),
    h("span", { class: "tag" }, battle.is_open ? worded("open for {span} more", { span: span(battle.seconds_left) }) : battle.winner === "draw" ? worded("a draw") : worded("{name} won", { name: battle[battle.winner]?.name ?? worded("nobody") })),
  );
}

function caller(fill, go) {
  const left = h("input", { class: "field", value: "safe", maxlength: 60, required: true, list: "contestants" });
  const right = h("input", { class: "field", value: "wild", maxlength: 60, required: true, list: "contestants" });
  const names = h("datalist", { id: "contestants" }, ["safe", "wild"].map((name) => h("option", { value: name })));
  const seconds = h("select", { class: "field" }, SPANS.map(([value, words]) => h("option", { value, selected: value === 3600 }, words)));
  const told = h("p", { class: "small", role: "status" });
  api.presets().then(
    (all) => names.append(...[...all.own, ...all.shared].map((preset) => h("option", { value: preset.name }))),
    () => {},
  );
  const submit = button(worded("Call the battle"), { picture: "battle", kind: "strong", type: "submit" });
  return h(
    "form",
    {
      class: "panel caller",
      onsubmit: async (event) => {
        event.preventDefault();
        submit.disabled = true;
        put(told, worded("Calling …"));
        try {
          const out = await api.callBattle({ left: left.value.trim(), right: right.value.trim(), seconds: Number(seconds.value) });
          if (out.battle) go(`/battles/${out.battle.code}`);
          else follow(out.jobs);
        } catch (error) {
          put(told, error.message);
          submit.disabled = false;
        }
      },
    },
    h("div", { class: "versus" }, h("label", {}, h("span", { class: "small soft" }, worded("Left")), left), h("span", { class: "versus-word", "aria-hidden": "true" }, worded("vs")), h("label", {}, h("span", { class: "small soft" }, worded("Right")), right)),
    h("div", { class: "row apart" }, h("label", { class: "row" }, h("span", { class: "small soft" }, worded("Open for")), seconds), submit),
    h("p", { class: "small faint" }, worded("Two presets, two people who composed here, or two adventures of your last wish (safe, wild, or numbers such as 0.8 and 1.3).")),
    told,
    names,
  );

  function follow(jobs) {
    const left = new Set(jobs.map((job) => job.id));
    put(told, worded("The pieces are being made …"));
    for (const job of jobs) {
      watchJob(job.id, {
        progress: (progress) => {
          if (left.size) put(told, `${progress.text || worded("The pieces are being made")} …`);
        },
        finished: async (event) => {
          left.delete(job.id);
          if (left.size) return;
          const code = event.job?.battle ?? (await api.job(job.id)).battle;
          submit.disabled = false;
          if (code) go(`/battles/${code}`);
          else {
            put(told, worded("The battle is open."));
            fill();
          }
        },
        failed: (event) => {
          left.clear();
          submit.disabled = false;
          put(told, event.error);
        },
      });
    }
  }
}

export function battlePage({ name }) {
  const place = h("div", {});
  const fill = () => filled(place, async () => arena(await api.battle(name), fill), 2);
  fill();
  return [head(worded("Battle {name}", { name }), worded("Listen to both sides, then vote. You can change your mind until it closes.")), place];
}

function mine(code) {
  try {
    return JSON.parse(sessionStorage.getItem(VOTED) ?? "{}")[code] ?? null;
  } catch {
    return null;
  }
}

function remember(code, side) {
  try {
    sessionStorage.setItem(VOTED, JSON.stringify({ ...JSON.parse(sessionStorage.getItem(VOTED) ?? "{}"), [code]: side }));
  } catch {
    // Without storage only the toast tells.
  }
}

function arena(battle, again) {
  const told = h("p", { role: "status" });
  let voted = mine(battle.code);
  const sides = ["left", "right"].map((side) => contestant(battle, side, vote));
  const show = () => sides.forEach((one) => one.mark(voted));
  async function vote(side) {
    try {
      await api.voteBattle(battle.code, side);
      voted = side;
      remember(battle.code, side);
      show();
      put(told, worded("Your vote: {side}.", { side: worded(side) }));
    } catch (error) {
      put(told, trouble(error));
    }
  }
  show();
  if (battle.is_open) setTimeout(() => { if (told.isConnected) again(); }, Math.min(2 ** 31 - 1, battle.seconds_left * 1000 + 1500));
  return [
    h("p", { class: "soft" }, battle.is_open ? worded("Open for {span} more.", { span: span(battle.seconds_left) }) : outcome(battle)),
    h("div", { class: "arena" }, sides.map((one) => one.view)),
    told,
  ];
}

function outcome(battle) {
  const { left, right, winner } = battle;
  const score = `${left.name} ${left.votes} : ${right.votes} ${right.name}`;
  return winner === "draw" || !winner ? worded("Over: {score}, a draw.", { score }) : worded("Over: {score}. {name} wins.", { score, name: battle[winner].name });
}

function contestant(battle, side, vote) {
  const audio = h("audio", { preload: "none" });
  const player = newPlayer(audio);
  const one = battle[side];
  const name = side === "left" ? worded("Left") : worded("Right");
  const play = h("button", { type: "button", class: "play", onclick: () => {
    if (!player.ready) player.load([{ url: one.ogg, type: "audio/ogg" }]);
    player.toggle();
  } });
  const time = h("span", { class: "numbers small soft" }, "0:00");
  const seek = h("input", { type: "range", class: "mix plain", min: 0, max: 100, step: 0.1, value: 0, "aria-label": worded("Place in {side}", { side: worded(side) }), oninput: () => {
    if (player.seconds()) player.seek((Number(seek.value) / 100) * player.seconds());
  } });
  const show = () => put(play, icon(player.playing ? "pause" : "play"), unseen(worded("{act} the {side} piece", { act: player.playing ? worded("Pause") : worded("Play"), side: worded(side) })));
  player.onState(show);
  player.onFrame(() => {
    put(time, clock(player.time()));
    if (player.seconds()) {
      const share = (player.time() / player.seconds()) * 100;
      seek.value = String(share);
      seek.style.setProperty("--share", `${share}%`);
    }
  });
  audio.addEventListener("error", () => toast(worded("This side's sound can't be had now.")));
  show();
  const choose = button(worded("Vote {side}", { side: worded(side) }), { kind: "strong", picture: "check", onclick: () => vote(side) });
  const won = !battle.is_open && battle.winner === side;
  const view = h(
    "section",
    { class: `contestant${won ? " won" : ""}`, "aria-label": name },
    h("h2", {}, name),
    battle.is_open ? h("p", { class: "soft" }, worded("Who is it? Told at the end.")) : h("p", {}, h("b", {}, one.name), won ? h("span", { class: "tag" }, worded("won")) : null),
    h("div", { class: "row nowrap" }, play, seek, time),
    battle.is_open ? choose : h("p", { class: "soft" }, worded("{count} votes", { count: one.votes }), one.piece ? [" · ", h("a", { href: `/pieces/${one.piece}`, "data-way": true }, worded("open the piece"))] : null),
    audio,
  );
  return { view, mark: (voted) => choose.setAttribute("aria-pressed", String(voted === side)) };
}
