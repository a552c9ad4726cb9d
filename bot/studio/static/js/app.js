// The studio in the browser: who is here, which page is shown, what all pages share.

import { api } from "./api.js";
import { chatPage } from "./chat/page.js";
import { h, icon, put } from "./dom.js";
import { learnGenres } from "./genres.js";
import { listenForKeys } from "./keys.js";
import { language, worded } from "./language.js";
import { hush } from "./player.js";
import { themeSwitch } from "./theme.js";

const WAYS = [
  ["/", worded("Chat"), "chat"],
  ["/gallery", worded("Gallery"), "gallery"],
  ["/battles", worded("Battles"), "battle"],
  ["/leaderboards", worded("Boards"), "board"],
  ["/genres", worded("Genres"), "genres"],
  ["/privacy", worded("You"), "lock"],
];

// Pages beside the chat are fetched when they are first gone to.
const PAGES = [
  [/^\/gallery\/?$/, worded("Gallery"), () => import("./pages/gallery.js"), "galleryPage"],
  [/^\/pieces\/([0-9A-Za-z]{6})\/?$/, worded("Piece"), () => import("./pages/piece.js"), "piecePage"],
  [/^\/battles\/?$/, worded("Battles"), () => import("./pages/battles.js"), "battlesPage"],
  [/^\/battles\/([0-9A-Za-z]{6})\/?$/, worded("Battle"), () => import("./pages/battles.js"), "battlePage"],
  [/^\/leaderboards\/?$/, worded("Leaderboards"), () => import("./pages/boards.js"), "boardsPage"],
  [/^\/genres\/?$/, worded("Genres"), () => import("./pages/genres.js"), "genresPage"],
  [/^\/privacy\/?$/, worded("You and your data"), () => import("./pages/privacy.js"), "privacyPage"],
];

const main = document.getElementById("main");
const ways = document.getElementById("ways");
document.documentElement.lang = language;
ways.setAttribute("aria-label", worded("Pages"));
for (const one of document.querySelectorAll("[data-worded]")) one.textContent = worded(one.textContent);
let session = null;
let chat = null;
let shown = 0;

function isOutside() {
  return session.sign_in.is_required && !session.is_signed_in;
}

function showWays() {
  const here = location.pathname;
  put(
    ways,
    WAYS.map(([href, words, picture]) => {
      const current = href === "/" ? here === "/" : here.startsWith(href) || (href === "/gallery" && here.startsWith("/pieces"));
      return h("a", { href, "data-way": true, "aria-current": current ? "page" : undefined }, icon(picture), words);
    }),
  );
}

async function show({ focus = true } = {}) {
  shown += 1;
  const mine = shown;
  hush();
  showWays();
  const { pathname, search } = location;
  if (isOutside()) {
    const { signInPage } = await import("./pages/signin.js");
    if (mine === shown) place(worded("Sign in"), signInPage(context()), false, focus);
    return;
  }
  if (pathname === "/signin") {
    await go("/");
    return;
  }
  if (pathname === "/") {
    chat ??= chatPage({ session: () => session });
    place(null, [chat.view], true, false);
    const words = new URLSearchParams(search).get("say");
    if (words) {
      history.replaceState(null, "", "/");
      chat.fill(words);
    }
    return;
  }
  for (const [pattern, title, load, name] of PAGES) {
    const match = pattern.exec(pathname);
    if (!match) continue;
    const page = (await load())[name];
    if (mine !== shown) return;
    place(title, page({ ...context(), name: match[1]?.toUpperCase(), query: new URLSearchParams(search) }), false, focus);
    return;
  }
  const { empty, head, way } = await import("./pages/frame.js");
  if (mine === shown) place(worded("Not found"), [head(worded("Nothing here")), empty(worded("There is no such page."), way(worded("To the chat"), "/", "strong"))], false, focus);
}

function context() {
  return {
    session: () => session,
    go,
    /** Ask anew who is here; with `forget`, as somebody who never said anything. */
    renew: async ({ forget = false } = {}) => {
      const wasOutside = isOutside();
      session = await api.session();
      if (forget) chat = null;
      if (wasOutside) await begin();
    },
    /** Say something about a piece in the chat. */
    say: async (text, piece) => {
      await go("/");
      chat.say(text.startsWith("remix ") || !piece ? text : `remix ${piece.code} ${remixWords(text)}`);
    },
  };
}

function remixWords(text) {
  return text === "again" ? "" : `but ${text.replace(/^again, /, "")}`;
}

function place(title, children, isChat, focus) {
  document.title = title ? `${title} · Fusebox` : "Fusebox";
  main.classList.toggle("chat", isChat);
  main.replaceChildren(...children.flat().filter(Boolean));
  if (focus) {
    scrollTo(0, 0);
    (main.querySelector("h1") ?? main).focus({ preventScroll: true });
  }
}

/** Go to a page; `quiet` changes the address alone. */
async function go(href, { quiet = false } = {}) {
  history[quiet ? "replaceState" : "pushState"](null, "", href);
  if (!quiet) await show();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-way]");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  if (link.getAttribute("href") !== location.pathname + location.search) go(link.getAttribute("href"));
});
addEventListener("popstate", () => show());

async function begin() {
  if (isOutside()) {
    await show({ focus: false });
    return;
  }
  learnGenres((await api.genres()).genres);
  await show({ focus: false });
}

themeSwitch(document.getElementById("theme"));
const keysHelp = listenForKeys({
  write: async () => {
    if (location.pathname !== "/") await go("/");
    chat?.focus();
  },
});
document.getElementById("keys").addEventListener("click", keysHelp);

try {
  session = await api.session();
  await begin();
} catch (error) {
  const { trouble } = await import("./pages/frame.js");
  main.replaceChildren(h("h1", {}, "Fusebox"), trouble(error, () => location.reload()));
}
