// Before anything is painted: the theme that was chosen here, else the device's.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem("fusebox-theme");
  } catch {
    // A browser may forbid storage; then the device's theme holds.
  }
  const light = matchMedia("(prefers-color-scheme: light)").matches;
  document.documentElement.dataset.theme = chosen ?? (light ? "light" : "dark");
})();
