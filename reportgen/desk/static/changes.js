// The page with the hearing's changes: deciding, with keys while the list has the focus; keeping
// what is typed while it is typed; showing what was changed in Excel or on another page.

import { ask, send, settled, showProblems } from "./desk.js";

const root = document.querySelector(".changes");
const list = document.getElementById("list");
const panel = document.getElementById("panel");
const sums = document.getElementById("sums");
const said = document.getElementById("said");
const states = document.getElementById("states").dataset;
const { path, vis, part, afsnit } = root.dataset;

const SOON = 600; // milliseconds without a key until what was typed is kept
const LOOK = 3_000; // between two looks whether something changed on the disk
const PASSING = 90; // on a change that is only passed by in the list

let version = root.dataset.version;
let queue = Promise.resolve(); // one thing after the other, in the order a person did it
let nr = active()?.dataset.nr ?? "";
let wanted = nr;
let passing = null;
let isStale = false;

function active() {
  return document.getElementById(list.getAttribute("aria-activedescendant") ?? "");
}

function inTurn(step) {
  const done = queue.then(step);
  queue = done.catch((error) => console.error(error));
  return done;
}

function chosen() {
  return { vis, part, afsnit };
}

function query(of) {
  const asked = new URLSearchParams({ vis });
  if (part) asked.set("part", part);
  if (afsnit) asked.set("afsnit", afsnit);
  if (of) asked.set("nr", of);
  return asked;
}

// What came back

function show(answer, focus) {
  if (answer.problems) {
    showProblems(panel, answer.problems);
    return;
  }
  version = answer.version;
  for (const option of list.querySelectorAll("[role=option]")) {
    const state = answer.states[option.dataset.nr];
    if (state === undefined || state === option.dataset.state) continue;
    option.dataset.state = state;
    option.querySelector(".dot").textContent = states[`${state}Sign`];
    option.querySelector(".state").textContent = `, ${states[state]}`;
  }
  const held = document.activeElement?.closest?.("#sums")
    ? document.activeElement.dataset.focus
    : null;
  sums.innerHTML = answer.sums;
  if (held) sums.querySelector(`[data-focus="${held}"]`)?.focus();
  const told = sums.querySelector(".sum").dataset.said;
  if (told !== said.textContent) said.textContent = told;
  if (answer.panel === undefined) return;
  const left = typing();
  const at = document.activeElement;
  panel.innerHTML = answer.panel;
  for (const field of left) goOnWith(field, field === at);
  isStale = false;
  select(answer.nr);
  history.replaceState(null, "", `?${query(answer.nr)}`);
  if (focus === "panel") panel.querySelector("h2")?.focus();
  if (focus === "wording") {
    const field = panel.querySelector(`textarea[data-column="Ny ordlyd"]`);
    field?.focus();
    field?.setSelectionRange(field.value.length, field.value.length);
  }
}

function select(id) {
  nr = wanted = id;
  const before = list.querySelector('[aria-selected="true"]');
  before?.setAttribute("aria-selected", "false");
  const option = document.getElementById(`i-${id}`);
  if (!option) {
    list.removeAttribute("aria-activedescendant");
    return;
  }
  option.setAttribute("aria-selected", "true");
  list.setAttribute("aria-activedescendant", option.id);
  keepInSight(option);
}

/** Scroll the list alone, and only as far as it takes. */
function keepInSight(option) {
  const [outer, inner] = [list.getBoundingClientRect(), option.getBoundingClientRect()];
  if (inner.top < outer.top + 40) list.scrollTop -= outer.top + 40 - inner.top;
  if (inner.bottom > outer.bottom) list.scrollTop += inner.bottom - outer.bottom + 8;
}

async function get(of) {
  return (await ask(of, { headers: { Accept: "application/json" } })).json();
}

async function load(id, focus) {
  show(await get(`${path}/aendring?${query(id)}`), focus);
}

function go(id, focus) {
  flush();
  return inTurn(() => load(id, focus));
}

// What is typed

const timers = new Map();

function fieldOf(element) {
  return element.matches?.("textarea[data-row]") ? element : null;
}

function shownOf(field) {
  return field.closest("label").querySelector('input[type="hidden"]');
}

function isTyped(field) {
  return field.value !== shownOf(field).value;
}

function tell(text) {
  const place = document.getElementById("saved");
  if (place) place.textContent = text;
}

async function keep(field) {
  const value = field.value;
  if (!isTyped(field) || field.dataset.goesOn) return;
  field.dataset.batch ??= crypto.randomUUID();
  const answer = await send(`${path}/skriv`, {
    ...chosen(),
    row: field.dataset.row,
    column: field.dataset.column,
    shown: shownOf(field).value,
    value,
    batch: field.dataset.batch,
  });
  if (answer.problems) {
    showProblems(field.closest("label"), answer.problems);
    return;
  }
  showProblems(field.closest("label"), []);
  shownOf(field).value = value;
  if (answer.own !== undefined) {
    const own = field.closest(".side").querySelector(".own");
    if (own) own.innerHTML = answer.own;
  }
  show(answer);
  if (!typing().length) settled(field.form);
  tell(states.kept);
}

/** What was typed after its change was left, or before it was shown anew, is kept all the same. */
function goOnWith(field, hadFocus) {
  const same = panel.querySelector(`textarea[name="${CSS.escape(field.name)}"]`);
  clearTimeout(timers.get(field));
  if (!same) {
    inTurn(() => keep(field));
    return;
  }
  const { value, selectionStart, selectionEnd } = field;
  field.dataset.goesOn = "yes";
  settled(field.form);
  same.value = value;
  same.dataset.batch = field.dataset.batch ?? crypto.randomUUID();
  if (hadFocus) {
    same.focus();
    same.setSelectionRange(selectionStart, selectionEnd);
  }
  same.dispatchEvent(new Event("input", { bubbles: true }));
}

function typing() {
  return [...panel.querySelectorAll("textarea[data-row]")].filter(isTyped);
}

function soon(field) {
  clearTimeout(timers.get(field));
  timers.set(
    field,
    setTimeout(() => inTurn(() => keep(field)), SOON),
  );
}

/** Send what is typed now, before anything else is done. */
function flush() {
  for (const field of typing()) {
    clearTimeout(timers.get(field));
    inTurn(() => keep(field));
  }
}

panel.addEventListener("input", (event) => {
  const field = fieldOf(event.target);
  if (!field) return;
  tell("");
  soon(field);
});
panel.addEventListener("change", (event) => fieldOf(event.target) && flush());
panel.addEventListener("keydown", (event) => {
  if (fieldOf(event.target) && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    const next = panel.querySelectorAll(".steps [data-go]");
    flush();
    if (next.length) go(next[next.length - 1].dataset.go, "panel");
  }
});
document.addEventListener("visibilitychange", () => document.hidden && flush());

// What is decided

function decide(button, focus) {
  const form = button.form;
  const of = button.value;
  flush();
  return inTurn(async () => {
    if (!form.isConnected) return;
    const data = new FormData(form);
    data.set("afgoer", of);
    for (const [name, value] of Object.entries(chosen())) data.set(name, value);
    form.setAttribute("aria-busy", "true");
    try {
      const answer = await send(`${path}/afgoer`, data);
      if (!answer.problems) settled(form);
      show(answer, of.startsWith("delvist") ? "wording" : focus);
    } finally {
      form.removeAttribute("aria-busy");
    }
  });
}

function act(form, more = {}, focus = undefined) {
  flush();
  return inTurn(async () => {
    const data = new FormData(form);
    for (const [name, value] of Object.entries({ ...chosen(), nr, ...more })) data.set(name, value);
    const target = new URL(form.action).pathname;
    const answer = await send(target.slice(target.indexOf(path)), data);
    if (answer.keys !== undefined) {
      await load(nr, focus);
    } else show(answer, focus);
  });
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.own === undefined) return;
  event.preventDefault();
  if (form.id === "change") {
    if (event.submitter) decide(event.submitter, "panel");
  } else act(form);
});

document.addEventListener("click", (event) => {
  const onward = event.target.closest("[data-go]");
  if (onward && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    go(onward.dataset.go, "panel");
    return;
  }
  const option = event.target.closest("#list [role=option]");
  if (option) go(option.dataset.nr);
  const choice = event.target.closest(".choose button");
  if (choice) {
    const { row, column, value } = choice.dataset;
    flush();
    inTurn(async () => show(await send(`${path}/vaelg`, asForm({ row, column, value, nr })), "panel"));
  }
});

function asForm(values) {
  const data = new FormData();
  for (const [name, value] of Object.entries({ ...chosen(), ...values })) data.set(name, value);
  return data;
}

// Keys, while the list has the focus

function move(by) {
  const options = [...list.querySelectorAll("[role=option]")];
  if (!options.length) return;
  const at = options.findIndex((option) => option.dataset.nr === wanted);
  const to = Math.min(Math.max(at + by, 0), options.length - 1);
  const id = options[to].dataset.nr;
  if (id === wanted && at >= 0) return;
  flush();
  select(id);
  clearTimeout(passing);
  passing = setTimeout(() => id === wanted && inTurn(() => id === wanted && load(id)), PASSING);
}

const MOVES = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
  Home: -Infinity,
  End: Infinity,
};

list.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key in MOVES) {
    event.preventDefault();
    const by = MOVES[event.key];
    const most = list.querySelectorAll("[role=option]").length;
    move(Math.max(Math.min(by, most), -most));
  } else if (event.key === "Enter") {
    event.preventDefault();
    panel.querySelector("h2")?.focus();
  } else if (sums.querySelector('[data-keys="on"]') && event.key.length === 1) {
    const key = event.key.toLowerCase();
    const button = document.querySelector(`#panel [data-key="${key}"], #sums [data-key="${key}"]`);
    if (!button || button.disabled || event.repeat) return;
    event.preventDefault();
    clearTimeout(passing);
    if (button.form.id !== "change") act(button.form);
    else if (wanted === panel.querySelector('[name="nr"]')?.value) decide(button, "list");
    else inTurn(() => load(wanted)); // the list was quicker than the page: show it before deciding
  }
});

// What changes on the disk meanwhile

async function look() {
  if (document.hidden) return;
  const answer = await get(`${path}/tilstand`);
  if (answer.problems) return show(answer);
  if (answer.version === version && !isStale) return;
  isStale = true;
  if (!typing().length && !fieldOf(document.activeElement)) {
    await inTurn(() => (typing().length ? undefined : load(nr)));
  }
}

setInterval(() => look().catch((error) => console.error(error)), LOOK);
document.addEventListener("desk:back", () => look().catch((error) => console.error(error)));

const option = active();
if (option) keepInSight(option);
