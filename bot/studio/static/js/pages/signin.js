// The door, where the studio is open to more than this machine.

import { api } from "../api.js";
import { button, h, icon, put } from "../dom.js";
import { worded } from "../language.js";

export function signInPage({ session, renew }) {
  const { sign_in: ways } = session();
  const token = h("input", { class: "field", type: "password", required: true, autocomplete: "current-password", "aria-label": worded("Access token") });
  const told = h("p", { class: "small", role: "alert" }, new URLSearchParams(location.search).has("wrong") ? worded("That is not the access token.") : "");
  return [
    h(
      "section",
      { class: "door panel" },
      h("h1", { tabindex: "-1" }, worded("Sign in")),
      h("p", { class: "soft" }, worded("This studio is open to more than one machine, so it wants to know who comes in.")),
      ways.discord ? h("a", { class: "button strong", href: ways.discord_url }, icon("chat"), worded("Sign in with Discord")) : null,
      ways.token
        ? h(
            "form",
            {
              class: "stack",
              onsubmit: async (event) => {
                event.preventDefault();
                try {
                  await api.signIn(token.value);
                  await renew();
                } catch (error) {
                  put(told, error.message);
                  token.select();
                }
              },
            },
            h("label", { class: "stack tight" }, h("span", { class: "small soft" }, worded("Access token (FUSEBOX_STUDIO_TOKEN)")), token),
            button(worded("Come in"), { kind: ways.discord ? "" : "strong", type: "submit" }),
            told,
          )
        : null,
      !ways.discord && !ways.token ? h("p", {}, worded("Its operator has set up no way to sign in yet.")) : null,
    ),
  ];
}
