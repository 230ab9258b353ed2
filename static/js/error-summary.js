// [data-error-summary]: takes the focus, and its links focus the field rather than only scroll to it.
const summary = document.querySelector("[data-error-summary]");
if (summary) {
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    // Without an own label the group's legend says what is asked.
    const label = document.querySelector(`label[for="${field.id}"]`) || field.closest("fieldset");
    (label || field).scrollIntoView({ block: "center" });
    field.focus({ preventScroll: true });
  });
}
