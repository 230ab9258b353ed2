// form[data-upload]: what is chosen or dropped is sent at once, one file after the other, by the form itself: with
// progress, cancel, retry and a result for each. The server answers as it does without scripts; of its page the
// elements named in data-renews are taken over, so that words typed elsewhere stay. With data-upload="keep" the file
// goes alone, before the rest of its form, and the form then names it.
const template = document.querySelector("template[data-upload-words]");
const words = template?.dataset ?? {};
const queue = [];
let current = null;
let batch = [];

const said = document.createElement("p");
said.className = "visually-hidden";
said.setAttribute("role", "status");

function announce() {
  const done = batch.filter((row) => row.state === "arrived").length;
  const failed = batch.filter((row) => row.state === "failed").map((row) => row.file.name);
  const all = batch.filter((row) => row.state !== "cancelled").length;
  const parts = [];
  if (all === 1 && done) parts.push(words.arrivedOne);
  else if (all) parts.push(words.arrivedMany.replace("{done}", done).replace("{all}", all));
  if (failed.length) parts.push(words.notArrived.replace("{name}", failed.join(", ")));
  said.textContent = parts.join(" ");
}

function fault(file, { dataset }) {
  const type = file.name.includes(".") ? file.name.split(".").pop().toLowerCase() : "";
  if (!dataset.types.split(" ").includes(type)) {
    const way = JSON.parse(dataset.waysOut).find(([types]) => types.includes(type));
    return [dataset.wrongType, way?.[1]].filter(Boolean).join(" ");
  }
  if (file.size > Number(dataset.limit)) return dataset.tooLarge;
  return file.size ? "" : dataset.empty;
}

function size(bytes) {
  const units = ["byte", "kilobyte", "megabyte"];
  const power = Math.min(2, Math.floor(Math.log2(bytes || 1) / 10));
  const [amount, unit] = [bytes / 1024 ** power, units[power]];
  return amount.toLocaleString(document.documentElement.lang, { style: "unit", unit, maximumFractionDigits: 1 });
}

class Row {
  constructor(file, place) {
    this.file = file;
    this.place = place;
    this.tries = 0;
    this.element = template.content.firstElementChild.cloneNode(true);
    for (const name of this.all("[data-name]")) name.textContent = name.tagName === "STRONG" ? file.name : ` ${file.name}`;
    this.part("[data-size]").textContent = size(file.size);
    this.part("[data-cancel]").onclick = () => this.cancel();
    this.part("[data-retry]").onclick = () => this.again();
    this.part("[data-dismiss]").onclick = () => this.leave();
    place.list.append(this.element);
  }

  part(selector) {
    return this.element.querySelector(selector);
  }

  all(selector) {
    return this.element.querySelectorAll(selector);
  }

  show(state, text, buttons = []) {
    this.state = state;
    this.element.dataset.state = state;
    this.part("[data-state]").textContent = text;
    this.part("progress").hidden = !["waiting", "sending"].includes(state);
    const held = this.element.contains(document.activeElement);
    for (const name of ["cancel", "retry", "dismiss"]) this.part(`[data-${name}]`).hidden = !buttons.includes(name);
    // The button that was pressed may be gone; the focus stays in the row, or goes back to the choice.
    if (held) (this.part("button:not([hidden])") ?? this.place.opener).focus();
  }

  progress(event) {
    const percent = event.total ? Math.floor((100 * event.loaded) / event.total) : 0;
    this.part("progress").value = percent;
    const text = percent === 100 ? words.storing : words.sending.replace("{percent}", percent);
    this.part("[data-state]").textContent = text;
  }

  fail(text, retry = true) {
    this.show("failed", text, retry ? ["retry", "dismiss"] : ["dismiss"]);
  }

  cancel() {
    const waiting = queue.indexOf(this);
    if (waiting >= 0) queue.splice(waiting, 1);
    this.show("cancelled", words.cancelled, ["retry", "dismiss"]);
    this.request?.abort();
  }

  again() {
    this.part("[data-twin]")?.remove();
    this.place.send([this]);
  }

  leave() {
    if (this.element.contains(document.activeElement)) this.place.opener.focus();
    this.element.remove();
  }

  /** One try. Resolves when the server has answered, or nothing will come any more. */
  async go() {
    await online(this);
    if (this.state === "cancelled") return;
    if (this.tries) await this.place.renewToken();
    this.tries += 1;
    this.show("sending", words.sending.replace("{percent}", 0), ["cancel"]);
    const request = await post(this.place.address, this.place.dataOf(this.file), this);
    if (this.state !== "cancelled") this.judge(request);
  }

  judge(request) {
    if (!request.status) return this.fail(words.lost);
    if (request.status === 413) return this.fail(this.place.input.dataset.tooLarge, false);
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    const signedIn = page.body.dataset.person === document.body.dataset.person;
    if (request.status < 400 && !signedIn) return this.fail(words.signedOut);
    const error = page.querySelector(
      ".field:has(input[type=file]) .field-error, [data-error-summary] li:not(:has(a)), .error-page h1",
    );
    if (error || request.status >= 500) {
      const reason = error?.closest(".error-page")?.querySelector("h1 + p") ?? error;
      // Beside a field stands "Error:" for those who do not see its colour; the row has a state of its own.
      reason?.querySelector(".visually-hidden")?.remove();
      this.fail(request.status >= 500 ? words.broken : reason.textContent.trim());
      return this.offer(page.querySelector("form[data-twin]"));
    }
    this.arrive(page);
  }

  arrive(page) {
    this.show("arrived", words.arrived);
    this.place.renew(page);
  }

  /** The same bytes are here already: the form that uses them comes into the row. */
  offer(form) {
    if (!form) return;
    const own = document.importNode(form, true);
    this.element.append(own);
    own.addEventListener("submit", async (event) => {
      event.preventDefault();
      const request = await post(own.action, new FormData(own));
      const page = new DOMParser().parseFromString(request.responseText ?? "", "text/html");
      if (!request.status || request.status >= 400) return own.submit();
      this.place.renew(page);
      this.leave();
    });
  }
}

function post(address, data, row) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    if (row) {
      row.request = request;
      request.upload.onprogress = (event) => row.state === "sending" && row.progress(event);
    }
    request.onloadend = () => done(request);
    request.open("POST", address);
    request.send(data);
  });
}

function online(row) {
  if (navigator.onLine) return null;
  row.part("[data-state]").textContent = words.offline;
  return new Promise((back) => {
    window.addEventListener("online", back, { once: true });
    row.part("[data-cancel]").addEventListener("click", back, { once: true });
  });
}

async function work() {
  if (current) return;
  while ((current = queue.shift())) {
    await current.go();
    announce();
  }
  for (const row of batch) if (row.state === "arrived") row.leave();
  batch = [];
  document.dispatchEvent(new Event("uploads-done"));
}

class Place {
  constructor(form) {
    this.form = form;
    this.keeps = form.dataset.upload === "keep";
    this.single = this.keeps || "single" in form.dataset;
    this.input = form.querySelector("input[type=file]");
    this.opener = form.querySelector("[data-choose]");
    this.address = form.action;
    this.list = document.createElement("ul");
    this.list.className = "upload-list";
    this.opener.parentElement.after(this.list);
    this.dress();
    this.listen(form.querySelector("[data-drop]") ?? form.closest("[data-drop]") ?? form);
  }

  /** The button opens the choice from now on; the field itself is only seen where scripts are off. */
  dress() {
    this.input.multiple = !this.single;
    this.input.classList.add("visually-hidden");
    this.input.tabIndex = -1;
    this.input.addEventListener("focus", () => this.opener.focus());
    const described = this.input.getAttribute("aria-describedby");
    if (described) this.opener.setAttribute("aria-describedby", described);
    const label = this.opener.querySelector("[data-choose-label]");
    if (label) label.textContent = label.dataset.chooseLabel;
    for (const hidden of this.form.querySelectorAll("[data-scripts-only], [data-drop-hint]")) hidden.hidden = false;
  }

  listen(zone) {
    this.input.addEventListener("change", () => this.take(this.input.files));
    if (this.keeps) this.opener.addEventListener("click", () => this.input.click());
    document.addEventListener("submit", (event) => event.target === this.form && this.submitted(event), true);
    const mark = (event) => zone.classList.toggle("dropping", event.type === "dragover");
    for (const type of ["dragover", "dragleave", "drop"]) zone.addEventListener(type, mark);
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      event.stopPropagation();
      this.take(event.dataTransfer.files);
    });
  }

  submitted(event) {
    if (!this.keeps) {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.input.click();
    } else if (this.busy) {
      // The form goes once its file has: nothing that was typed is sent twice.
      event.preventDefault();
      event.stopImmediatePropagation();
      document.addEventListener("uploads-done", () => this.form.requestSubmit(event.submitter), { once: true });
    }
  }

  get busy() {
    return current?.place === this || queue.some((row) => row.place === this);
  }

  take(files) {
    const chosen = this.single ? [...files].slice(0, 1) : [...files];
    if (this.single) for (const old of [...this.list.children]) old.remove();
    const rows = chosen.map((file) => new Row(file, this));
    this.input.value = "";
    this.send(rows);
  }

  send(rows) {
    for (const row of rows) {
      if (!batch.includes(row)) batch.push(row);
      const wrong = fault(row.file, this.input);
      if (wrong) row.fail(wrong, false);
      else {
        row.show("waiting", words.waiting, ["cancel"]);
        row.part("progress").value = 0;
        queue.push(row);
      }
    }
    announce();
    work();
  }

  dataOf(file) {
    const data = this.keeps ? new FormData() : new FormData(this.form);
    const token = this.form.elements.csrfmiddlewaretoken;
    data.set(token.name, token.value);
    data.set(this.input.name, file, file.name);
    return data;
  }

  /** A sign-in in between has changed it. */
  async renewToken() {
    const answer = await fetch(location.href).catch(() => null);
    const page = new DOMParser().parseFromString((await answer?.text()) ?? "", "text/html");
    const token = page.body.dataset.person && page.querySelector("[name=csrfmiddlewaretoken]")?.value;
    if (token) for (const field of document.getElementsByName("csrfmiddlewaretoken")) field.value = token;
  }

  renew(page) {
    for (const id of this.form.dataset.renews.split(" ")) {
      const [old, fresh] = [document.getElementById(id), page.getElementById(id)];
      if (!old || !fresh) continue;
      const held = old.contains(document.activeElement) && document.activeElement;
      for (const open of old.querySelectorAll("details[open][id]")) fresh.querySelector(`#${open.id}`)?.setAttribute("open", "");
      const own = document.importNode(fresh, true);
      old.replaceWith(own);
      own.querySelectorAll("form[data-upload]").forEach((form) => new Place(form));
      window.htmx?.process(own);
      if (held) (document.getElementById(held.id) ?? this.opener).focus();
    }
  }
}

if (template) {
  document.getElementById("main").append(said);
  document.querySelectorAll("form[data-upload]").forEach((form) => new Place(form));
  // A file dropped beside a place would leave the page, and with it what was typed.
  for (const type of ["dragover", "drop"]) {
    document.addEventListener(type, (event) => event.dataTransfer?.types.includes("Files") && event.preventDefault());
  }
  window.addEventListener("beforeunload", (event) => {
    if (!current) return;
    event.preventDefault();
    event.returnValue = words.leaving;
  });
}
