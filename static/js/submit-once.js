// form[data-submit-once]: a second press within ten seconds is ignored. The button stays enabled, so that its
// name and value are sent and the form works again after "back". Forms that are brought into the page later too.
const PAUSE_MS = 10_000;
let sentAt = new WeakMap();
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-submit-once]") || event.defaultPrevented) return;
  if (event.timeStamp - (sentAt.get(form) ?? -Infinity) < PAUSE_MS) {
    event.preventDefault();
    return;
  }
  sentAt.set(form, event.timeStamp);
  event.submitter?.setAttribute("aria-disabled", "true");
});
window.addEventListener("pageshow", () => {
  sentAt = new WeakMap();
  for (const button of document.querySelectorAll("form[data-submit-once] [aria-disabled]")) button.removeAttribute("aria-disabled");
});
