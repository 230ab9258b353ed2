// form[data-submit-once]: a second press within ten seconds is ignored. The button stays enabled, so that its
// name and value are sent and the form works again after "back".
const PAUSE_MS = 10_000;
for (const form of document.querySelectorAll("form[data-submit-once]")) {
  let sentAt = 0;
  form.addEventListener("submit", (event) => {
    if (event.timeStamp - sentAt < PAUSE_MS && sentAt) {
      event.preventDefault();
      return;
    }
    sentAt = event.timeStamp;
    event.submitter?.setAttribute("aria-disabled", "true");
  });
  window.addEventListener("pageshow", () => {
    sentAt = 0;
    for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
  });
}
