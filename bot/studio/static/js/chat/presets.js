// The preset menu: one's own and those that others share here; use, save, share, delete, import.

import { api } from "../api.js";
import { button, h, put } from "../dom.js";
import { worded } from "../language.js";
import { legend } from "../piece/bars.js";
import { copy, toast } from "../tell.js";

/** An opener and the menu that it opens; `use(words)` says a sentence. */
export function presetMenu({ use }) {
  const list = h("div", { class: "preset-list" });
  const name = h("input", { class: "field", type: "text", maxlength: 40, placeholder: "sunday morning", "aria-label": worded("Name for the present blend") });
  const code = h("input", { class: "field", type: "text", maxlength: 4000, placeholder: "FP-…", "aria-label": worded("A preset's code") });
  const told = h("p", { class: "small", role: "status" });
  const menu = h(
    "dialog",
    { class: "presets", "aria-label": worded("Presets") },
    h("div", { class: "row apart" }, h("h2", {}, worded("Presets")), button(worded("Close"), { picture: "close", kind: "plain", only: true, onclick: () => menu.close() })),
    list,
    h(
      "form",
      { class: "row preset-form", onsubmit: (event) => act(event, async () => {
        const saved = await api.savePreset(name.value.trim());
        name.value = "";
        return worded("Saved as “{name}”.", { name: saved.name });
      }) },
      name, button(worded("Save the last blend"), { kind: "small", type: "submit", picture: "save" }),
    ),
    h(
      "form",
      { class: "row preset-form", onsubmit: (event) => act(event, async () => {
        const one = await api.importPreset(code.value.trim());
        code.value = "";
        return worded("Imported as “{name}”.", { name: one.name });
      }) },
      code, button(worded("Import"), { kind: "small", type: "submit", picture: "load" }),
    ),
    told,
  );
  const opener = button(worded("Presets"), {
    picture: "save", kind: "small plain", "aria-haspopup": "dialog",
    onclick: () => {
      put(told);
      menu.showModal();
      fill();
    },
  });
  menu.addEventListener("click", (event) => {
    if (event.target === menu) menu.close();
  });
  document.addEventListener("presets", () => {
    if (menu.open) fill();
  });

  async function act(event, work) {
    event?.preventDefault();
    try {
      put(told, await work());
      await fill();
    } catch (error) {
      put(told, error.message);
    }
  }

  async function fill() {
    let all;
    try {
      all = await api.presets();
    } catch (error) {
      put(list, h("p", { class: "problem" }, error.message));
      return;
    }
    put(
      list,
      all.own.length
        ? h("ul", {}, all.own.map(ownRow))
        : h("p", { class: "soft small" }, worded("None of yours yet. Compose something and save it here: next time one click plays that blend again.")),
      all.shared.length ? [h("h3", {}, worded("Shared here")), h("ul", {}, all.shared.map(sharedRow))] : null,
    );
  }

  const useButton = (preset) =>
    button(worded("Use"), {
      kind: "small strong", "aria-label": worded("Use {name}", { name: preset.name }),
      onclick: () => {
        menu.close();
        use(`use ${preset.name}`);
      },
    });

  function ownRow(preset) {
    const sure = button(worded("Delete"), {
      picture: "trash", kind: "small plain", only: true,
      onclick: () => act(null, async () => {
        await api.dropPreset(preset.name);
        return worded("Deleted “{name}”.", { name: preset.name });
      }),
    });
    return h(
      "li",
      { class: "preset" },
      h("div", { class: "preset-words" }, h("b", {}, preset.name), preset.request ? legend(preset.request.weights) : null),
      h(
        "div",
        { class: "row" },
        button(preset.is_shared ? worded("Shared") : worded("Share"), {
          picture: "share", kind: "small", "aria-pressed": String(preset.is_shared),
          onclick: () => act(null, async () => {
            await api.changePreset(preset.name, { is_shared: !preset.is_shared });
            return preset.is_shared ? worded("“{name}” is yours alone again.", { name: preset.name }) : worded("Everybody here can use “{name}” now.", { name: preset.name });
          }),
        }),
        button(worded("Copy as a code"), {
          picture: "copy", kind: "small plain", only: true,
          onclick: async () => {
            try {
              copy((await api.exportPreset(preset.name)).code, worded("the code of “{name}”", { name: preset.name }));
            } catch (error) {
              toast(error.message);
            }
          },
        }),
        sure,
        useButton(preset),
      ),
    );
  }

  function sharedRow(preset) {
    return h(
      "li",
      { class: "preset" },
      h("div", { class: "preset-words" }, h("b", {}, preset.name), h("span", { class: "faint small" }, worded("by {name}", { name: preset.author })), preset.request ? legend(preset.request.weights) : null),
      h(
        "div",
        { class: "row" },
        button(worded("Make it mine"), { picture: "fork", kind: "small", onclick: () => act(null, async () => {
          await api.forkPreset(preset.id);
          return worded("“{name}” is yours now.", { name: preset.name });
        }) }),
        useButton(preset),
      ),
    );
  }

  return { opener, menu };
}
