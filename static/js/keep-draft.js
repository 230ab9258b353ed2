// form[data-keep="name"]: what is typed is kept in this tab until it has reached the server, so that it is back
// after a sign-in that came in between. Never passwords or files, and of hidden fields only "seen"; signing out forgets all.
// What was read out of a file (js/filling.js) was not typed: it would stand beside the next file one chooses.
const PREFIX = "keep:";
const SENT = "keep-sent";
const person = document.body.dataset.person;
const stored = (name) => JSON.parse(sessionStorage.getItem(name) || "null");
// What the person saw (forms/several.py) goes with what they typed: a colleague may have been faster.
const read = (field) => document.querySelector(`#read-${CSS.escape(field.name)}:not([data-differs])`)?.textContent.trim();
const kept = (field) => field.name && !read(field) && (field.name === "seen" || !/^(password|file|hidden|submit|button|reset)$/.test(field.type));
const value = (field) => (/^(checkbox|radio)$/.test(field.type) ? field.checked : field.value);
const slot = (field) => (/^(checkbox|radio)$/.test(field.type) ? `${field.name}=${field.value}` : field.name);

function settle() {
  // Answered with a page for somebody signed in that is no refusal: the server has the words now.
  const sent = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  if (sent && person && !document.querySelector(".error-page")) sessionStorage.removeItem(sent);
}

function restore(form, draft) {
  const changed = [...form.elements].filter((field) => kept(field) && slot(field) in draft && value(field) !== draft[slot(field)]);
  for (const field of changed) {
    if (/^(checkbox|radio)$/.test(field.type)) field.checked = draft[slot(field)];
    else field.value = draft[slot(field)];
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const notice = document.querySelector("[data-kept-notice]");
  if (changed.some((field) => field.type !== "hidden") && notice) notice.hidden = false;
}

function watch(form) {
  const name = `${PREFIX}${person}:${form.dataset.keep}`;
  const draft = stored(name);
  if (draft) restore(form, draft);
  form.addEventListener("input", () => {
    const fields = [...form.elements].filter(kept).map((field) => [slot(field), value(field)]);
    sessionStorage.setItem(name, JSON.stringify(Object.fromEntries(fields)));
  });
  form.addEventListener("submit", () => sessionStorage.setItem(SENT, name));
  document.querySelector("[data-kept-discard]")?.addEventListener("click", () => {
    sessionStorage.removeItem(name);
    location.reload();
  });
}

settle();
const watchIn = (part) => part.querySelectorAll("form[data-keep]").forEach(watch);
if (person) watchIn(document);
// A form that is brought into the page later; the page itself is told of too.
document.addEventListener("htmx:load", ({ detail: { elt } }) => person && elt !== document.body && (elt.matches("form[data-keep]") ? watch(elt) : watchIn(elt)));
document.querySelector("[data-forget-drafts]")?.addEventListener("submit", () => {
  for (const name of Object.keys(sessionStorage)) if (name.startsWith(PREFIX)) sessionStorage.removeItem(name);
});
