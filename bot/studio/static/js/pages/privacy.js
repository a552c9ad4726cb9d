// What is kept of somebody: shown, exported, corrected, erased. And who one is here.

import { api, at } from "../api.js";
import { button, h, icon, put } from "../dom.js";
import { forgetTurns } from "../chat/transcript.js";
import { worded } from "../language.js";
import { legend } from "../piece/bars.js";
import { toast } from "../tell.js";
import { filled, head, trouble } from "./frame.js";

const WORDS = "delete everything for good";

export function privacyPage({ session, renew }) {
  return [
    head(worded("You and your data"), worded("Everything that I keep of you, on one page, with ways to take it along, correct it and erase it.")),
    h("div", { class: "boards" }, who(session(), renew), kept(), taste(), preferences(), erase(renew)),
  ];
}

function who(session, renew) {
  const name = h("input", { class: "field", value: session.name, maxlength: 40, required: true, "aria-label": worded("The name that others see") });
  const told = h("p", { class: "small", role: "status" });
  return h(
    "section",
    { class: "panel", "aria-label": worded("Who you are here") },
    h("h2", {}, worded("Who you are here")),
    h("p", { class: "soft small" }, { guest: worded("A guest in this browser; nobody has to sign in here."), member: worded("Signed in with the studio’s access token."), discord: worded("Signed in with Discord.") }[session.kind] ?? ""),
    h(
      "form",
      {
        class: "row",
        onsubmit: async (event) => {
          event.preventDefault();
          try {
            await api.rename(name.value.trim());
            put(told, worded("Others see this name from now on."));
            renew();
          } catch (error) {
            put(told, error.message);
          }
        },
      },
      name,
      button(worded("Change name"), { kind: "small", type: "submit" }),
      session.is_signed_in && session.kind !== "guest"
        ? button(worded("Sign out"), { kind: "small plain", onclick: async () => {
            await api.signOut().catch(() => {});
            forgetTurns();
            location.assign("/");
          } })
        : null,
    ),
    told,
  );
}

function kept() {
  const place = h("div", {});
  filled(place, async () => {
    const { kept: counts, lines } = await api.privacy();
    const rows = Object.entries(counts);
    return [
      rows.length ? h("dl", { class: "figures" }, rows.map(([words, count]) => h("div", {}, h("dt", {}, worded(words)), h("dd", { class: "numbers" }, String(count))))) : h("p", { class: "soft" }, worded("Nothing yet.")),
      h("p", { class: "small soft" }, lines[0] ?? ""),
      h("div", { class: "row" }, h("a", { class: "button", href: at.export, download: true }, icon("load"), worded("Export all of it"))),
    ];
  }, 1);
  return h("section", { class: "panel", "aria-label": worded("What is kept") }, h("h2", {}, worded("What is kept")), place);
}

function taste() {
  const place = h("div", { class: "stack" });
  const fill = () =>
    filled(place, async () => {
      const one = await api.taste();
      const act = (work) => async () => {
        try {
          await work();
          fill();
        } catch (error) {
          toast(error.message);
        }
      };
      return [
        one.weights ? legend(one.weights) : null,
        h("div", { class: "small soft" }, one.lines.map((line) => h("p", {}, line))),
        h(
          "div",
          { class: "row" },
          button(one.is_frozen ? worded("Learn again") : worded("Freeze it"), { kind: "small", onclick: act(() => api.changeTaste({ is_frozen: !one.is_frozen })) }),
          button(worded("Forget it"), { kind: "small", onclick: act(() => api.forgetTaste()) }),
        ),
      ];
    }, 1);
  fill();
  return h("section", { class: "panel", "aria-label": worded("Your taste") }, h("h2", {}, worded("Your taste, as I learned it")), place);
}

function preferences() {
  const place = h("div", { class: "stack" });
  const fill = () =>
    filled(place, async () => {
      const one = await api.preferences();
      return [
        h("div", { class: "small soft" }, one.lines.map((line) => h("p", {}, line))),
        Object.keys(one.usual).length
          ? h("div", { class: "row" }, button(worded("Forget them"), { kind: "small", onclick: () => api.forgetPreferences().then(fill, (error) => toast(error.message)) }))
          : null,
      ];
    }, 1);
  fill();
  return h("section", { class: "panel", "aria-label": worded("Your usual values") }, h("h2", {}, worded("Your usual values")), place);
}

function erase(renew) {
  const words = h("input", { class: "field", placeholder: WORDS, autocomplete: "off", "aria-label": worded("Type {words}", { words: WORDS }), oninput: () => {
    go.disabled = words.value.trim().toLowerCase() !== WORDS;
  } });
  const told = h("div", { role: "status" });
  const go = button(worded("Erase me"), { picture: "trash", kind: "danger", type: "submit", disabled: true });
  return h(
    "section",
    { class: "panel wide", "aria-label": worded("Erase everything") },
    h("h2", {}, worded("Erase everything")),
    h("p", { class: "soft" }, worded("Pieces, presets, votes, taste, history: gone for good, from the files and from every later restore of a backup. Others’ remixes of your pieces stay without their parent.")),
    h(
      "form",
      {
        class: "row",
        onsubmit: async (event) => {
          event.preventDefault();
          try {
            const out = await api.eraseMe(WORDS);
            forgetTurns();
            words.value = "";
            go.disabled = true;
            put(told, h("p", {}, out.text));
            renew({ forget: true });
          } catch (error) {
            put(told, trouble(error));
          }
        },
      },
      h("label", { class: "grow small soft" }, worded("Type “{words}”", { words: WORDS }), words),
      go,
    ),
    told,
  );
}
