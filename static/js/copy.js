// button[data-copy]: puts its text on the clipboard and says so. Shown only where there is a clipboard.
document.documentElement.classList.toggle("can-copy", Boolean(navigator.clipboard));
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  const done = button.querySelector("[data-done]");
  done.textContent = done.dataset.done;
  setTimeout(() => (done.textContent = ""), 3000);
});
