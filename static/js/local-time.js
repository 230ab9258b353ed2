// [data-local-time]: the reader's own time beside a deadline, where their clock shows another than the program's.
// English here writes the day first, as the pages do.
const language = { en: "en-GB" }[document.documentElement.lang] || document.documentElement.lang;
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
const shown = (instant, zone) =>
  new Intl.DateTimeFormat(language, {
    dateStyle: "long",
    timeStyle: "short",
    hourCycle: "h23",
    timeZone: zone,
  }).format(instant);
for (const place of document.querySelectorAll("[data-local-time]")) {
  // A deadline is the end of its day; its last minute is what people are told.
  const instant = new Date(new Date(place.dataset.localTime).getTime() - 1);
  if (shown(instant, own) === shown(instant, place.dataset.zone || own)) continue;
  place.textContent = place.textContent.replace("{time}", shown(instant, own));
  place.hidden = false;
}
