// The chosen theme, set before anything is drawn. Without a choice the system's theme counts.
(() => {
  try {
    const theme = localStorage.getItem("theme");
    if (theme) document.documentElement.dataset.bsTheme = theme;
  } catch {
    // Storage may be switched off: then the system's theme counts.
  }
})();
