// What every page does: it says that it lives, sends what was typed, and holds on to it while
// the program is gone. Nothing is kept in the browser's own storage.

const body = document.body;
const key = body.dataset.key;
const port = location.port;
let base = body.dataset.base;
let returning = null;

const SIGN = 20_000; // milliseconds between two signs that the page lives
const TRY = 2_000; // between two looks whether the program is back
const AGAIN = 300; // before what failed is tried once more and the program taken for gone
const LOOK = 700; // between two looks how far work has come

/** The address of a path below the desk's own. */
export function address(path) {
  return base + path;
}

function hex(buffer) {
  return [...new Uint8Array(buffer)].map((each) => each.toString(16).padStart(2, "0")).join("");
}

async function proof(of, nonce) {
  const bytes = (text) => new TextEncoder().encode(text);
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const imported = await crypto.subtle.importKey("raw", bytes(key), algorithm, false, ["sign"]);
  return hex(await crypto.subtle.sign("HMAC", imported, bytes(`${of} ${port} ${nonce}`)));
}

/** Ask whoever listens there to prove that it is ours; only then is anything sent to it. */
async function findAgain() {
  const nonce = hex(crypto.getRandomValues(new Uint8Array(16)));
  const asked = await fetch(`/instance?nonce=${nonce}`, { credentials: "omit" });
  const answer = await asked.json();
  if (answer.proof !== (await proof("serves", nonce))) return false;
  const mine = JSON.stringify({ nonce: answer.nonce, proof: await proof("asks", answer.nonce) });
  const given = await fetch("/instance", { method: "POST", body: mine, credentials: "omit" });
  const { token, path } = await given.json();
  const entered = await fetch(`/ind/${token}`, { credentials: "same-origin" });
  if (!entered.ok) return false;
  move(path);
  return true;
}

/** Let all addresses on the page lie below `path`, where the desk has them now. */
function move(path) {
  const moved = (text) => (text.startsWith(base) ? path + text.slice(base.length) : text);
  for (const name of ["href", "action", "src"]) {
    for (const each of document.querySelectorAll(`a[${name}], form[${name}], img[${name}]`)) {
      each.setAttribute(name, moved(each.getAttribute(name)));
    }
  }
  for (const each of document.querySelectorAll("[data-path]")) {
    each.dataset.path = moved(each.dataset.path);
  }
  history.replaceState(history.state, "", moved(location.pathname) + location.search + location.hash);
  base = path;
}

const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** Tell that the program is gone, and wait until it is back. */
function untilBack() {
  returning ??= (async () => {
    const gone = document.getElementById("gone");
    const back = document.getElementById("back");
    gone.hidden = false;
    back.hidden = true;
    for (;;) {
      try {
        if (await findAgain()) break;
      } catch {
        // nobody there yet
      }
      await wait(TRY);
    }
    gone.hidden = true;
    back.hidden = false;
    returning = null;
    document.dispatchEvent(new CustomEvent("desk:back"));
  })();
  return returning;
}

/** Fetch from the desk; while it is gone, wait for it and try again. */
export async function ask(path, options = {}) {
  for (let tries = 0; ; tries++) {
    if (returning) await returning;
    try {
      const answer = await fetch(address(path), { credentials: "same-origin", ...options });
      if (answer.status !== 403) return answer;
    } catch {
      // told below, unless the page is being left
    }
    if (tries) await untilBack();
    else await wait(AGAIN);
  }
}

/** Post data to the desk as a form or, if it is a plain object, as JSON; its JSON answer. */
export async function send(path, data = {}) {
  const options = { method: "POST", body: data };
  if (!(data instanceof FormData)) {
    options.body = JSON.stringify(data);
    options.headers = { "Content-Type": "application/json" };
  }
  const answer = await ask(path, options);
  return answer.status === 204 ? {} : await answer.json();
}

/** A stretch of a sentence, as a link where it has an address. */
function asNode({ text, href }) {
  if (!href) return document.createTextNode(text);
  const link = document.createElement("a");
  link.href = href;
  link.textContent = text;
  return link;
}

/** Show problems at the end of `where`; an empty list takes away those that were there. */
export function showProblems(where, problems) {
  where.querySelector(":scope > [role='alert']")?.remove();
  if (!problems.length) return;
  const words = document.getElementById("words").dataset;
  const list = document.createElement("ul");
  list.className = "problems";
  for (const problem of problems) {
    const item = document.getElementById("problem").content.cloneNode(true).firstElementChild;
    const isError = problem.severity === "error";
    item.classList.toggle("is-error", isError);
    item.querySelector(".mark").textContent = isError ? words.error : words.note;
    for (const part of ["place", "message", "hint"]) {
      const element = item.querySelector(`.${part}`);
      const pieces = problem[part] ?? [];
      if (pieces.some((each) => each.text)) element.append(...pieces.map(asNode));
      else element.remove();
    }
    list.append(item);
  }
  const alert = document.createElement("div");
  alert.setAttribute("role", "alert");
  alert.append(list);
  where.append(alert);
}

const touched = new Set(); // forms in which something was typed and not sent yet

/** Nothing in a form is left to be sent: its page sees to that itself. */
export function settled(form) {
  touched.delete(form);
}

/** Ask what is to be done once what was opened is done with. */
function askNext(form) {
  const asked = document.getElementById(form.dataset.then ?? "");
  if (!asked) return;
  asked.hidden = false;
  asked.parentElement.querySelector("button").classList.add("main");
  document.getElementById("said").textContent = asked.textContent;
}

function follow(answer, form) {
  askNext(form);
  settled(form);
  if (answer.go) location.assign(address(answer.go));
  else if (answer.again) location.reload();
  else if (answer.work || answer.anew) refresh();
}

const stamped = () => document.querySelector("[data-stamp]");

/** The names of the buttons and fields that stand in the page from one on, itself first. */
function namesFrom(main, element) {
  const here = (each) => each === element || element.compareDocumentPosition(each) & 4; // following
  const named = [...main.querySelectorAll("button[id], input[id], select[id], a[id]")];
  return named.filter(here).map((each) => each.id);
}

/** Give the focus to what had it, else to what was done, else to what stood after it. */
function goOn(main, id, names) {
  const there = (name) => document.getElementById(name);
  const next = names.map(there).find((each) => each?.checkVisibility());
  const same = id && id !== main.id && there(id);
  (same || main.querySelector(".notice[tabindex]") || next || main).focus();
}

/** The fields in which something was typed, or chosen, and not sent yet. */
function unsent() {
  const fields = [...touched].flatMap((form) => [...form.elements]);
  const isOther = (each) =>
    each.value !== each.defaultValue || each.checked !== each.defaultChecked;
  return fields.filter((each) => each.matches("input:not([type=hidden]), select, textarea") && isOther(each));
}

/** Whether it can all be put back in the fields of a page that takes the place of this one. */
const isKeptAnew = () => unsent().every((each) => each.id && each.type !== "file");

/** Put what was typed back in the fields of the page that took the place of another. */
function putBack(fields) {
  touched.clear();
  for (const { id, value, checked } of fields) {
    const field = document.getElementById(id);
    if (!field) continue;
    Object.assign(field, { value, checked });
    touched.add(field.form);
  }
}

/** Show the page as it is now; what is folded out stays so, and what was done gets the focus. */
async function refresh(search = location.search) {
  const answer = stamped() && (await ask(location.pathname.slice(base.length) + search));
  if (!answer?.ok) return location.reload();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const main = document.getElementById("main");
  const words = (details) => details.querySelector("summary").textContent;
  const open = [...main.querySelectorAll("details[open]")].map(words);
  const hadFocus = main.contains(document.activeElement) && document.activeElement;
  const typed = unsent();
  const following = hadFocus ? namesFrom(main, hadFocus) : [];
  main.replaceChildren(...page.getElementById("main").childNodes);
  for (const each of main.querySelectorAll("details")) each.open ||= open.includes(words(each));
  putBack(typed);
  document.getElementById("said").textContent = main.querySelector(".told > p")?.textContent ?? "";
  if (hadFocus) goOn(main, hadFocus.id, following);
  main.querySelectorAll("[data-work]").forEach(watch);
  if (search === location.search) await later();
}

/** Have what takes a while to read come after the rest of the page; what was typed stays. */
async function later() {
  if (!document.querySelector("[data-later]") || returning || !isKeptAnew()) return;
  if (stamped()) await refresh(whole());
  else location.replace(whole());
}

/** What the page's address ends with where it is asked for with what takes a while to read. */
const whole = () => (location.search ? `${location.search}&helt` : "?helt");

/** Show the page anew where the year was changed by a command or in another program. */
async function look() {
  const shown = stamped();
  if (!shown || touched.size || returning || document.querySelector("[data-work]")) return;
  const answer = await ask(shown.dataset.path.slice(base.length));
  const { stamp } = await answer.json();
  if (stamp !== shown.dataset.stamp && shown.isConnected && !touched.size) await refresh(whole());
}

async function submit(event) {
  const form = event.target;
  if (form.method !== "post" || form.dataset.own !== undefined) return;
  event.preventDefault();
  const data = new FormData(form, event.submitter);
  const words = document.getElementById("words").dataset;
  const size = [...data.values()].reduce((sum, each) => sum + (each.size ?? 0), 0);
  if (size > Number(words.most)) {
    return showProblems(form, [{ severity: "error", message: [{ text: words.large }] }]);
  }
  const path = new URL(form.action).pathname.slice(base.length);
  form.setAttribute("aria-busy", "true");
  try {
    const left = await gone(data);
    if (left.length) return showProblems(form, unreadable(left));
    const answer = await send(path, data);
    showProblems(form, answer.problems ?? []);
    for (const [name, value] of Object.entries(answer.shown ?? {})) {
      if (form.elements[name]) form.elements[name].value = value; // what stands now, in hidden fields
    }
    if (!answer.problems) follow(answer, form);
  } finally {
    form.removeAttribute("aria-busy");
  }
}

/** Look how far work has come until it is done; then show what it came to. */
async function watch(panel) {
  const seconds = panel.querySelector(".seconds");
  for (;;) {
    const answer = await ask(`arbejde/${panel.dataset.work}`);
    if (!answer.ok) break;
    const { running, seconds: so_far } = await answer.json();
    if (!running) break;
    seconds.textContent = String(so_far);
    await wait(LOOK);
  }
  if (isKeptAnew()) return refresh();
  for (const each of panel.children) each.hidden = !each.hidden; // what was typed stays
}

async function live() {
  if (returning) return;
  await send("lever");
  await later();
  await look();
}

const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");

/** The form that files dragged to this place are for: that under them, else the only one. */
function dropPlace(event) {
  const all = document.querySelectorAll("form.drop");
  return event.target.closest?.("form.drop") ?? (all.length === 1 ? all[0] : null);
}

/** Show where files would go; anywhere else the browser would open them instead of the page. */
function dragged(event) {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  const form = event.type === "dragover" ? dropPlace(event) : null;
  for (const each of document.querySelectorAll("form.drop")) {
    each.classList.toggle("is-over", each === form);
  }
}

function drop(event) {
  if (!carriesFiles(event)) return;
  dragged(event);
  const form = dropPlace(event);
  if (!form) return;
  const taken = new DataTransfer();
  const folders = [];
  for (const item of event.dataTransfer.items) {
    const file = item.getAsFile();
    if (item.webkitGetAsEntry?.()?.isDirectory) folders.push(file.name);
    else if (file) taken.items.add(file);
  }
  const field = form.querySelector("input[type=file]");
  field.files = taken.files;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  showProblems(form, unreadable(folders));
  form.querySelector("button.main").focus();
}

/** What to tell of files and folders by these names, which cannot be sent. */
function unreadable(names) {
  const text = document.getElementById("words").dataset.unreadable;
  const told = (name) => [{ text: text.replace("{name}", name) }];
  return names.map((name) => ({ severity: "error", message: told(name) }));
}

/** The names of files that cannot be read any more: changed, moved or held since they were chosen. */
async function gone(data) {
  const found = [];
  for (const each of data.values()) {
    if (!(each instanceof File) || !each.name) continue;
    try {
      const reader = each.stream().getReader();
      await reader.read(); // a slice of a file that is gone reads as nothing
      await reader.cancel();
    } catch {
      found.push(each.name);
    }
  }
  return found;
}

document.addEventListener("submit", submit);
for (const kind of ["dragover", "dragleave"]) document.addEventListener(kind, dragged);
document.addEventListener("drop", drop);
document.addEventListener("input", (event) => event.target.form && touched.add(event.target.form));
window.addEventListener("beforeunload", (event) => touched.size && event.preventDefault());
document.addEventListener("visibilitychange", () => document.hidden || live());
window.addEventListener("pageshow", live);
setInterval(live, SIGN);
for (const panel of document.querySelectorAll("[data-work]")) watch(panel);
