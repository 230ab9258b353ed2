// details[data-phone="address"]: its panel is loaded when it is opened and emptied when it is closed, so that the
// question for news is asked only while somebody looks.
for (const details of document.querySelectorAll("details[data-phone]")) {
  const panel = details.querySelector("[data-panel]");
  const plain = [...panel.childNodes];
  details.addEventListener("toggle", () => {
    panel.replaceChildren(...plain);
    if (details.open) window.htmx?.ajax("GET", details.dataset.phone, { target: panel, swap: "innerHTML" });
  });
}
