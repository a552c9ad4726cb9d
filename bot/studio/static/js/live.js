// Jobs as they go: by event streams, and by asking now and then where there are too many jobs.
//
// A browser opens six connections to a host over all its tabs, so a tab keeps few streams open.

import { api, at } from "./api.js";
import { worded } from "./language.js";

const MOST_STREAMS = 2;
const ASK_MS = 1200;
const RETRY_MS = 3000;
let streams = 0;

/**
 * Watch a job to its end: `on` has `progress(progress)`, `composed({piece})`, `finished({job, piece})`,
 * `failed({error, cancelled, gone})` and `lost()` (the line is down and is tried again).
 */
export function watchJob(id, on) {
  if (streams < MOST_STREAMS) stream(id, on);
  else ask(id, on);
}

function stream(id, on) {
  streams += 1;
  const source = new EventSource(at.events(id));
  let over = false;
  const end = () => {
    if (over) return;
    over = true;
    source.close();
    streams -= 1;
  };
  for (const name of ["progress", "composed", "finished", "failed"]) {
    source.addEventListener(name, (event) => {
      if (name === "finished" || name === "failed") end();
      on[name]?.(JSON.parse(event.data));
    });
  }
  source.onerror = () => {
    if (over) return;
    on.lost?.();
    if (source.readyState !== EventSource.CLOSED) return;
    // The browser has given up: the job is over, or the studio has forgotten it.
    end();
    ask(id, on);
  };
}

let asking = null;

/** The jobs of this visitor; those who ask at the same time share one request. */
function jobs() {
  asking ??= api.jobs("all").finally(() => {
    asking = null;
  });
  return asking;
}

async function ask(id, on) {
  let job;
  try {
    job = (await jobs()).jobs.find((one) => one.id === id);
  } catch {
    on.lost?.();
    setTimeout(() => ask(id, on), RETRY_MS);
    return;
  }
  if (!job) on.failed?.({ job: null, error: worded("This job is no longer known."), cancelled: false, gone: true });
  else if (job.state === "finished") on.finished?.({ job, piece: null });
  else if (job.state === "running") {
    on.progress?.(job.progress);
    setTimeout(() => watchJob(id, on), ASK_MS);
  } else on.failed?.({ job, error: job.error ?? worded("This piece was given up."), cancelled: job.state === "cancelled" });
}
