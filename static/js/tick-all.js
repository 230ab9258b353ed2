// [data-tick-all="name"]: one checkbox for all of this name in its form, also those outside of it. Hidden without scripts.
for (const label of document.querySelectorAll("[data-tick-all]")) {
  const all = label.querySelector("input");
  const boxes = () => [...all.form.elements].filter((one) => one.name === label.dataset.tickAll && one.type === "checkbox");
  const show = () => {
    const ticked = boxes().filter((one) => one.checked).length;
    all.checked = ticked > 0 && ticked === boxes().length;
    all.indeterminate = ticked > 0 && !all.checked;
  };
  all.addEventListener("change", () => boxes().forEach((one) => (one.checked = all.checked)));
  document.addEventListener("change", (event) => event.target.name === label.dataset.tickAll && show());
  label.hidden = false;
  // The browser may bring ticks back.
  show();
}
