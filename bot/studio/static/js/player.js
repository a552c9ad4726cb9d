// Playing a piece's sound; only one thing plays at a time.

const sounding = new Set();
let latest = null;

/** The player that was used last and is still on the page; the keyboard moves it. */
export function presentPlayer() {
  return latest && latest.isThere() ? latest : null;
}

/** Make this player the one that the keyboard moves. */
export function makePresent(player) {
  latest = player;
}

/** Stop all others. */
export function hush(except = null) {
  for (const player of [...sounding]) if (player !== except) player.pause();
}

/** Something begins to sound, or ends: `hush` calls its `pause()`. */
export function sounds(player, on) {
  if (on) sounding.add(player);
  else sounding.delete(player);
}

/**
 * A player over an audio element, told when the sound is there by `load(urls)`.
 *
 * Until then `seek` moves a silent head, so that the roll can be looked through.
 */
export function newPlayer(audio) {
  const frames = new Set();
  const plays = new Set();
  const states = new Set();
  let silent = 0;
  let last = { at: 0, time: 0 };
  let looping = false;

  const tellFrame = () => frames.forEach((frame) => frame());
  const tellState = () => states.forEach((state) => state());
  const loop = () => {
    tellFrame();
    if (player.playing && player.isThere()) requestAnimationFrame(loop);
  };
  const player = {
    touched: false,
    get ready() {
      return Boolean(audio.src);
    },
    get playing() {
      return !audio.paused && !audio.ended;
    },
    get loops() {
      return looping;
    },
    /** Seconds; between two reports of the element it goes on by the clock, so that it glides. */
    time() {
      if (!player.ready || !audio.readyState) return silent;
      if (!player.playing) return audio.currentTime;
      const now = performance.now();
      if (audio.currentTime !== last.time) last = { at: now, time: audio.currentTime };
      return Math.min(audio.duration || Infinity, last.time + Math.min(0.25, (now - last.at) / 1000));
    },
    seconds: () => (Number.isFinite(audio.duration) ? audio.duration : null),
    isThere: () => audio.isConnected,
    load(sources) {
      const source = sources.find((one) => audio.canPlayType(one.type)) ?? sources[0];
      audio.preload = "metadata";
      audio.src = source.url;
      if (silent) audio.addEventListener("loadedmetadata", () => { audio.currentTime = silent; }, { once: true });
      tellState();
    },
    async play() {
      if (!player.ready) return;
      hush(player);
      latest = player;
      player.touched = true;
      plays.forEach((one) => one());
      try {
        await audio.play();
      } catch (error) {
        if (error.name !== "AbortError") tellState();
      }
    },
    pause() {
      if (!audio.paused) audio.pause();
    },
    toggle() {
      if (player.playing) player.pause();
      else player.play();
    },
    seek(seconds) {
      player.touched = true;
      latest = player;
      if (player.ready && audio.readyState) {
        audio.currentTime = Math.min(seconds, Math.max(0, (audio.duration || seconds) - 0.05));
        last = { at: performance.now(), time: audio.currentTime };
      } else silent = seconds;
      tellFrame();
    },
    setLoop(on) {
      looping = on;
      audio.loop = on;
      tellState();
    },
    onFrame: (frame) => frames.add(frame),
    onPlay: (one) => plays.add(one),
    onState: (state) => states.add(state),
  };
  for (const name of ["play", "pause", "ended", "loadedmetadata", "error", "seeked", "waiting", "playing"]) {
    audio.addEventListener(name, () => {
      tellState();
      tellFrame();
      sounds(player, player.playing);
      if (name === "play") requestAnimationFrame(loop);
    });
  }
  return player;
}
