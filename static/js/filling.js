// What a file says, put into the empty fields of its form when the answer to #invoice-reading comes: data-fill names a
// field and its value, data-note what is said at it. What was typed meanwhile stays, and a field one is in is left alone.
const place = (name) => document.getElementById(`read-${name}`);
const isChosen = (field) => field.value !== "" && !(field.tagName === "SELECT" && field.selectedOptions[0]?.defaultSelected);

function say(name, note) {
  const beside = place(name);
  if (!beside) return;
  beside.textContent = note?.textContent ?? "";
  beside.toggleAttribute("data-differs", Boolean(note?.hasAttribute("data-differs")));
}

function fill(answer) {
  const { elements } = answer.closest("form");
  const notes = Object.fromEntries([...answer.querySelectorAll("[data-note]")].map((one) => [one.dataset.note, one]));
  const values = Object.fromEntries([...answer.querySelectorAll("[data-fill]")].map((one) => [one.dataset.fill, one.value]));
  for (const [name, note] of Object.entries(notes)) {
    const field = elements[name];
    if (!field) continue;
    if (name in values && (isChosen(field) || field === document.activeElement)) continue;
    say(name, note);
    if (!(name in values)) continue;
    field.value = values[name];
    for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
  }
}

document.addEventListener("htmx:afterSwap", ({ target }) => target.id === "invoice-reading" && fill(target));
// What a person types comes from no file.
document.addEventListener("input", ({ isTrusted, target }) => isTrusted && target.name && say(target.name));
