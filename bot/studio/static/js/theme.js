// Dark or light: the device's until somebody chooses here.

import { icon, put, unseen } from "./dom.js";
import { worded } from "./language.js";
import { pocket } from "./tell.js";

const watchers = new Set();

export function theme() {
  return document.documentElement.dataset.theme;
}

/** Call `watcher` whenever the theme changes. */
export function onTheme(watcher) {
  watchers.add(watcher);
}

/** Make a button the switch between the two. */
export function themeSwitch(button) {
  const show = () => {
    const other = theme() === "dark" ? "light" : "dark";
    const words = other === "light" ? worded("Use the light theme") : worded("Use the dark theme");
    put(button, icon(other === "light" ? "sun" : "moon"), unseen(words));
    button.title = words;
  };
  button.addEventListener("click", () => {
    const other = theme() === "dark" ? "light" : "dark";
    pocket.set("theme", other);
    set(other);
    show();
  });
  matchMedia("(prefers-color-scheme: light)").addEventListener("change", (event) => {
    if (pocket.get("theme") !== null) return;
    set(event.matches ? "light" : "dark");
    show();
  });
  show();
}

function set(name) {
  document.documentElement.dataset.theme = name;
  for (const watcher of watchers) watcher(name);
}
