// form[data-upload]: sends the chosen files one after the other by the form itself, with progress and a result for
// each. The server answers as it does without scripts; a field error in its page is the file's error.
for (const form of document.querySelectorAll("form[data-upload]")) {
  const input = form.querySelector("input[type=file]");
  const words = form.dataset;
  const list = document.createElement("ul");
  list.className = "upload-list";
  list.setAttribute("aria-live", "polite");
  input.multiple = true;
  form.append(list);

  const row = (file) => {
    const item = document.createElement("li");
    const [name, state, bar] = ["span", "span", "progress"].map((tag) => document.createElement(tag));
    name.textContent = file.name;
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    item.append(name, state, bar);
    list.append(item);
    return { state, bar };
  };

  const send = (file, { state, bar }, submitter) =>
    new Promise((done) => {
      const data = new FormData(form, submitter);
      data.set(input.name, file);
      const request = new XMLHttpRequest();
      request.upload.onprogress = (event) => (bar.value = (100 * event.loaded) / event.total);
      request.onloadend = () => {
        const page = new DOMParser().parseFromString(request.responseText || "", "text/html");
        const error = page.querySelector(".field-error, [data-error-summary] li, .error-page h1");
        const arrived = request.status > 0 && request.status < 400 && !error;
        state.textContent = arrived ? words.arrived : error?.textContent.trim() || words.failed;
        state.toggleAttribute("data-failed", !arrived);
        bar.remove();
        done(arrived && request.responseURL);
      };
      request.open("POST", form.action);
      request.send(data);
    });

  form.addEventListener("submit", async (event) => {
    const files = [...input.files];
    if (!files.length) return;
    event.preventDefault();
    list.replaceChildren();
    const rows = files.map(row);
    const answers = [];
    for (const [at, file] of files.entries()) answers.push(await send(file, rows[at], event.submitter));
    input.value = "";
    if (answers.every(Boolean)) location.assign(answers.at(-1));
  });
}
