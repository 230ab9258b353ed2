// button[data-copy]: puts its text on the clipboard and says so.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  const done = button.querySelector("[data-done]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    done.textContent = done.dataset.done;
    setTimeout(() => (done.textContent = ""), 3000);
  });
}
