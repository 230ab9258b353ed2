// [data-page-keys]: the list of a page's keys; they work while it does not say "off", and never while one types.
// [data-key="x"]: what the key presses. [data-line]: what J and K go to; Enter opens the file of the one in focus.
// [data-says]: is read out when another document opens beside the line one is on: what [data-said] says of it.
// The keys of the viewer (js/viewer.js) are others, and work inside it.
const list = document.querySelector("[data-page-keys]");
const off = list?.dataset.pageKeys === "off";
const STEPS = { j: 1, k: -1 };
const busy = (target) => target.closest?.("input, textarea, select, [contenteditable], details[data-menu][open]");

function step(way) {
  const lines = [...document.querySelectorAll("[data-line]")];
  const here = lines.findIndex((line) => line.contains(document.activeElement));
  const next = here < 0 ? lines.at(way > 0 ? 0 : -1) : lines[here + way];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
}

function press(key) {
  const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  target?.click();
  return Boolean(target);
}

function open(line) {
  line.querySelector("[data-line-file] a")?.click();
}

function heard(event) {
  if (off || event.repeat || event.ctrlKey || event.metaKey || event.altKey || busy(event.target)) return;
  const key = event.key.toLowerCase();
  if (key in STEPS) step(STEPS[key]);
  else if (event.key === "Enter" && event.target.matches?.("[data-line]")) open(event.target);
  else if (event.key.length > 1 || !press(key)) return;
  event.preventDefault();
}

function say(event) {
  const said = [...event.target.querySelectorAll("[data-said]")].map((one) => one.textContent.trim());
  if (said.length) list.querySelector("[data-says]").textContent = said.join(": ");
}

if (list) {
  list.hidden = false;
  document.addEventListener("htmx:afterSettle", say);
  document.addEventListener("keydown", heard);
}
