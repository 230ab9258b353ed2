// [data-viewer]: turns pages and changes their size without loading the page again, by its buttons and by keys:
// N and P (or PageDown and PageUp, once a page is read to its end), + and -, 0 for the usual size.
// [data-files]: the strip of files; the one that is open stays in sight, and the size lasts while others are opened.
const viewerAt = (target) => target.closest?.("[data-viewer]");
const pagesOf = (viewer) => viewer.querySelector("[data-pages]");
const all = (region) => [...region.querySelectorAll("[data-number]")];
const top = (region, page) => page.getBoundingClientRect().top - region.getBoundingClientRect().top;
const EDGE = 24;
let zoomed = "";

function current(region) {
  const passed = all(region).filter((page) => top(region, page) <= region.clientHeight / 3);
  return passed.at(-1) || all(region)[0];
}

function tell(viewer) {
  const place = viewer.querySelector("[data-place]");
  const page = current(pagesOf(viewer));
  if (!place || !page) return;
  const words = place.dataset.place.replace("{page}", page.dataset.number);
  if (place.textContent !== words) place.textContent = words;
}

function show(region, page) {
  region.scrollTop += top(region, page) - EDGE / 2;
}

function turn(viewer, step) {
  const region = pagesOf(viewer);
  const pages = all(region);
  const page = pages[pages.indexOf(current(region)) + step];
  if (page) show(region, page);
  return Boolean(page);
}

// A page that is taller than the viewer is read to its end before the next one comes.
function read(viewer, step) {
  const region = pagesOf(viewer);
  const page = current(region);
  const before = top(region, page) < -EDGE;
  const after = top(region, page) + page.offsetHeight > region.clientHeight + EDGE;
  if (step > 0 ? after : before) region.scrollTop += step * region.clientHeight * 0.85;
  else turn(viewer, step);
}

function zoom(viewer, step) {
  const region = pagesOf(viewer);
  const levels = viewer.dataset.zooms.split(" ");
  const place = levels.indexOf(region.dataset.zoom) + step;
  setZoom(viewer, step ? levels[Math.min(Math.max(place, 0), levels.length - 1)] : "100");
}

function setZoom(viewer, level) {
  const region = pagesOf(viewer);
  const page = current(region);
  const shown = viewer.querySelector("[data-zoom-shown]");
  if (!page || !shown) return;
  const offset = top(region, page) / page.offsetHeight;
  region.dataset.zoom = zoomed = level;
  shown.textContent = level;
  // What was being read stays where it was.
  region.scrollTop += top(region, page) - offset * page.offsetHeight;
}

const KEYS = {
  n: (viewer) => turn(viewer, 1),
  p: (viewer) => turn(viewer, -1),
  PageDown: (viewer) => read(viewer, 1),
  PageUp: (viewer) => read(viewer, -1),
  "+": (viewer) => zoom(viewer, 1),
  "-": (viewer) => zoom(viewer, -1),
  0: (viewer) => zoom(viewer, 0),
};

// Single letters are off where the page's keys are (js/keys.js); keys that scroll do what they always do.
const letters = !document.querySelector('[data-page-keys="off"]');

document.addEventListener("keydown", (event) => {
  const viewer = viewerAt(event.target);
  if (event.key.length === 1 && !letters) return;
  const act = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!viewer || !act || event.ctrlKey || event.metaKey || event.altKey || !all(pagesOf(viewer)).length) return;
  event.preventDefault();
  act(viewer);
});

document.addEventListener("click", (event) => {
  const tool = event.target.closest?.("[data-turn], [data-zoom-step]");
  if (!tool || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const viewer = viewerAt(tool);
  if (tool.dataset.turn) turn(viewer, Number(tool.dataset.turn));
  else zoom(viewer, Number(tool.dataset.zoomStep));
});

// Scrolling does not bubble, but it can be seen on its way down.
document.addEventListener("scroll", (event) => event.target.matches?.("[data-pages]") && tell(viewerAt(event.target)), true);

function settle() {
  for (const viewer of document.querySelectorAll("[data-viewer]")) {
    const region = pagesOf(viewer);
    if (letters) viewer.querySelector("[data-keys]")?.removeAttribute("hidden");
    if (zoomed) setZoom(viewer, zoomed);
    const wanted = region.querySelector(`[data-number="${region.dataset.page}"]`);
    if (wanted && region.dataset.page !== "1") show(region, wanted);
  }
  for (const strip of document.querySelectorAll("[data-files]")) {
    const open = strip.querySelector("[aria-current]");
    if (open) strip.scrollLeft = open.offsetLeft - (strip.clientWidth - open.offsetWidth) / 2;
  }
}

settle();
// Another file was opened in its place: on a phone the line that names it stands far below.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "documents") return;
  settle();
  const { top: begin, bottom } = event.target.getBoundingClientRect();
  if (bottom < 0 || begin > innerHeight || begin < -innerHeight) event.target.scrollIntoView();
});
