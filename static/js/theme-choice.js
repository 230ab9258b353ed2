// [data-theme-choice]: system, light or dark, kept in this browser.
for (const choice of document.querySelectorAll("[data-theme-choice]")) {
  const root = document.documentElement;
  const current = root.dataset.bsTheme || "";
  choice.hidden = false;
  for (const radio of choice.querySelectorAll("input")) {
    radio.checked = radio.value === current;
    radio.addEventListener("change", () => {
      if (radio.value) root.dataset.bsTheme = radio.value;
      else delete root.dataset.bsTheme;
      try {
        localStorage.setItem("theme", radio.value);
      } catch {
        // Storage may be switched off: the choice lasts for this page.
      }
    });
  }
}
