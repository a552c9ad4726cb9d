// The studio's HTTP API: every request of these pages goes through here.

import { worded } from "./language.js";

const ROOT = "/api/v1";
let csrf = "";

/** What the server said no to: `message` is a sentence for a person, `status` its HTTP status. */
export class Refused extends Error {
  constructor(message, status, wait = null) {
    super(message);
    this.name = "Refused";
    this.status = status;
    this.wait = wait;
  }
}

const UNREACHABLE = worded("The studio doesn't answer. Is it still running? Then try again.");

async function answerOf(response) {
  if (response.status === 204) return null;
  const kind = response.headers.get("content-type") ?? "";
  if (response.ok) return kind.includes("json") ? response.json() : response.blob();
  let problem = {};
  try {
    problem = await response.json();
  } catch {
    // Not one of ours: a proxy's page, say.
  }
  const words = problem.detail || worded("The studio answered with {status}; try again.", { status: response.status });
  throw new Refused(words, response.status, problem.retry_after ?? null);
}

async function send(method, path, body) {
  const headers = {};
  if (method !== "GET") headers["X-CSRF-Token"] = csrf;
  let content = body;
  if (body !== undefined && !(body instanceof FormData)) {
    headers["Content-Type"] = "application/json";
    content = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(ROOT + path, { method, headers, body: content, credentials: "same-origin" });
  } catch {
    throw new Refused(UNREACHABLE, 0);
  }
  return answerOf(response);
}

const get = (path) => send("GET", path);
const code = encodeURIComponent;

function query(values) {
  const said = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return said.length ? `?${new URLSearchParams(said)}` : "";
}

async function session(method, body) {
  const one = await send(method, "/session", body);
  if (one) csrf = one.csrf;
  return one;
}

export const api = {
  session: () => session("GET"),
  signIn: (token) => session("POST", { token }),
  rename: (name) => session("PATCH", { name }),
  signOut: () => session("DELETE"),

  say: (message) => send("POST", "/messages", message),
  parse: (text) => send("POST", "/parse", { text }),
  conversation: () => get("/conversations/main"),
  startOver: () => send("DELETE", "/conversations/main"),
  compose: (order) => send("POST", "/compositions", order),
  jobs: (state = "running") => get(`/jobs${query({ state })}`),
  job: (id) => get(`/jobs/${id}`),
  cancel: (id) => send("DELETE", `/jobs/${id}`),
  bring: (file) => {
    const form = new FormData();
    form.append("file", file);
    return send("POST", "/melodies", form);
  },
  forgetMelody: (id) => send("DELETE", `/melodies/${code(id)}`),

  pieces: (filter) => get(`/pieces${query(filter)}`),
  piece: (name) => get(`/pieces/${code(name)}`),
  /** A page of the score as a picture's address, and how many pages there are. */
  sheet: async (name, page, part) => {
    const response = await fetch(`${ROOT}/pieces/${code(name)}/score.svg${query({ page, part })}`);
    const pages = Number(response.headers.get("X-Page-Count") ?? 1);
    return { url: URL.createObjectURL(await answerOf(response)), pages };
  },
  notes: (name) => get(`/pieces/${code(name)}/notes`),
  show: (name, visibility) => send("PATCH", `/pieces/${code(name)}`, { visibility }),
  erase: (name) => send("DELETE", `/pieces/${code(name)}`),
  vote: (name, value) =>
    value === 0 ? send("DELETE", `/pieces/${code(name)}/vote`) : send("PUT", `/pieces/${code(name)}/vote`, { value }),

  presets: () => get("/presets"),
  savePreset: (name, request) => send("POST", "/presets", request ? { name, request } : { name }),
  changePreset: (name, change) => send("PATCH", `/presets/${code(name)}`, change),
  dropPreset: (name) => send("DELETE", `/presets/${code(name)}`),
  usePreset: (name) => send("POST", `/presets/${code(name)}/use`, {}),
  exportPreset: (name) => get(`/presets/${code(name)}/export`),
  importPreset: (text) => send("POST", "/preset-imports", { text }),
  forkPreset: (id) => send("POST", "/preset-forks", { id }),

  battles: () => get("/battles"),
  battle: (name) => get(`/battles/${code(name)}`),
  callBattle: (battle) => send("POST", "/battles", battle),
  voteBattle: (name, side) => send("PUT", `/battles/${code(name)}/vote`, { side }),
  leaderboards: () => get("/leaderboards"),

  genres: () => get("/genres"),
  status: () => get("/status"),
  taste: () => get("/taste"),
  changeTaste: (change) => send("PATCH", "/taste", change),
  forgetTaste: () => send("DELETE", "/taste"),
  preferences: () => get("/preferences"),
  forgetPreferences: () => send("DELETE", "/preferences"),
  privacy: () => get("/privacy"),
  eraseMe: (confirm) => send("DELETE", "/privacy", { confirm }),
};

/** Addresses that the browser fetches by itself. */
export const at = {
  file: (name, format, download = true) =>
    `${ROOT}/pieces/${code(name)}/files/${format}${download ? "?download=true" : ""}`,
  events: (id) => `${ROOT}/jobs/${id}/events`,
  export: `${ROOT}/privacy/export`,
  openapi: `${ROOT}/openapi.json`,
};
