// The page with the report: what is written is kept while it is written, and put in when a person
// says so; a sentence that is clicked tells where it comes from.

import { ask, send, settled, showProblems } from "./desk.js";

const root = document.querySelector(".report");
const story = document.getElementById("story");
const { path, kept: KEPT } = root.dataset;
const SOON = 600; // milliseconds without a key until what was written is kept

let queue = Promise.resolve(); // one thing after the other, in the order a person did it

function inTurn(step) {
  const done = queue.then(step);
  queue = done.catch((error) => console.error(error));
  return done;
}

// What is written: paragraphs, each of a kind of list and of runs of text in one form

const LISTS = { UL: "bullet", OL: "number" };
const BLOCKS = new Set(["P", "DIV", "LI", "UL", "OL", "BLOCKQUOTE", "H1", "H2", "H3"]);

function linesOf(editor) {
  const lines = [];
  let runs = [];
  const end = (kind) => {
    if (runs.some(([text]) => text.trim())) lines.push([kind, runs]);
    runs = [];
  };
  const walk = (node, form, kind) => {
    if (node.nodeType === Node.TEXT_NODE) {
      if (node.data) runs.push([node.data.replace(/\u00a0/g, " "), ...form]);
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (node.tagName === "BR") return end(kind);
    const [bold, italic, href] = form;
    const style = node.style;
    const here = [
      ["B", "STRONG"].includes(node.tagName) || Number(style.fontWeight) >= 600 || style.fontWeight === "bold" || bold,
      ["I", "EM"].includes(node.tagName) || style.fontStyle === "italic" || italic,
      node.tagName === "A" ? (node.getAttribute("href") ?? "") : href,
    ];
    const isBlock = BLOCKS.has(node.tagName);
    const within = LISTS[node.tagName] ?? kind;
    if (isBlock) end(kind);
    for (const child of node.childNodes) walk(child, here, within);
    if (isBlock) end(within);
  };
  for (const child of editor.childNodes) walk(child, [false, false, ""], "");
  end("");
  return lines;
}

function written(box) {
  const editor = box.querySelector(".editor");
  return editor ? { lines: linesOf(editor) } : { value: box.querySelector("input").value };
}

const timers = new Map();
const initial = new Map();
for (const box of document.querySelectorAll(".box")) initial.set(box, JSON.stringify(written(box)));

function form(box) {
  return box.parentElement.querySelector(":scope > .acts");
}

async function keep(box) {
  clearTimeout(timers.get(box));
  timers.delete(box);
  const said = written(box);
  const now = JSON.stringify(said);
  if (now === initial.get(box)) return true;
  box.dataset.batch ??= crypto.randomUUID();
  const { kind, name, part, shown, batch } = box.dataset;
  const answer = await send(`${path}skriv`, { kind, name, part, shown, batch, ...said });
  if (answer.problems) {
    showProblems(box, answer.problems);
    return false;
  }
  showProblems(box, []);
  initial.set(box, now);
  box.dataset.shown = answer.value;
  if (box.querySelector(".editor")) box.querySelector(".own").innerHTML = answer.own;
  const acts = form(box);
  acts.querySelector(".kept").textContent = KEPT;
  acts.querySelector("[data-drop]").hidden = false;
  if (!timers.size) settled(root);
  return true;
}

root.addEventListener("input", (event) => {
  const box = event.target.closest(".box");
  if (!box) return;
  form(box).querySelector(".kept").textContent = "";
  clearTimeout(timers.get(box));
  timers.set(
    box,
    setTimeout(() => inTurn(() => keep(box)), SOON),
  );
});

/** Nothing is left that was written and not kept; false where that could not be. */
async function allKept() {
  const boxes = [...timers.keys()];
  const done = await Promise.all(boxes.map((box) => inTurn(() => keep(box))));
  return done.every(Boolean);
}

window.addEventListener("beforeunload", (event) => timers.size && event.preventDefault());
document.addEventListener("visibilitychange", () => document.hidden && allKept());

// Before a form does something to the year, what is written is kept
document.addEventListener(
  "submit",
  (event) => {
    if (!timers.size || event.target.dataset.kept !== undefined) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { target, submitter } = event;
    allKept().then((done) => {
      if (!done) return;
      target.dataset.kept = "";
      target.requestSubmit(submitter);
      delete target.dataset.kept;
    });
  },
  { capture: true },
);

// How the text looks

document.execCommand("defaultParagraphSeparator", false, "p");
const FORMS = ["bold", "italic", "insertUnorderedList", "insertOrderedList"];

function showForm(box) {
  for (const button of box.querySelectorAll("[data-do]")) {
    button.setAttribute("aria-pressed", String(document.queryCommandState(button.dataset.do)));
  }
}

for (const toolbar of document.querySelectorAll(".toolbar")) {
  const box = toolbar.closest(".box");
  const editor = box.querySelector(".editor");
  const buttons = [...toolbar.querySelectorAll("button")];
  toolbar.addEventListener("mousedown", (event) => event.preventDefault()); // the text keeps its focus
  toolbar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (!button) return;
    editor.focus();
    if (FORMS.includes(button.dataset.do)) document.execCommand(button.dataset.do);
    showForm(box);
  });
  toolbar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = buttons.indexOf(document.activeElement);
    const next = buttons[(at + step + buttons.length) % buttons.length];
    for (const each of buttons) each.tabIndex = each === next ? 0 : -1;
    next.focus();
  });
  editor.addEventListener("keyup", () => showForm(box));
  editor.addEventListener("mouseup", () => showForm(box));
  editor.addEventListener("paste", (event) => {
    event.preventDefault();
    const text = event.clipboardData.getData("text/plain");
    document.execCommand("insertText", false, text);
  });
  editor.addEventListener("drop", (event) => event.preventDefault());
}

// Where it comes from

let asked = 0;

async function tell(name, focus) {
  const mine = ++asked;
  const answer = await (
    await ask(`${path}kilde?${new URLSearchParams({ navn: name })}`, {
      headers: { Accept: "application/json" },
    })
  ).json();
  if (mine !== asked) return;
  const place = story.querySelector(".told-story");
  if (answer.problems) {
    place.replaceChildren();
    showProblems(place, answer.problems);
  } else {
    place.innerHTML = answer.story;
  }
  for (const each of document.querySelectorAll(".is-told")) each.classList.remove("is-told");
  for (const each of document.querySelectorAll(`[data-tell="${CSS.escape(name)}"]:not(.tell)`)) {
    each.classList.add("is-told");
  }
  if (focus) story.focus();
}

root.addEventListener("click", (event) => {
  if (event.target.closest("a, .box")) return;
  const element = event.target.closest("[data-tell]");
  if (!element || String(getSelection())) return;
  tell(element.dataset.tell, event.detail === 0); // by the keyboard, the focus follows
});

// The cells of a table are one stop of the Tab key; arrows go from cell to cell
for (const table of document.querySelectorAll("table.of-report")) {
  const rows = [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll(".cell")]);
  const first = rows.flat()[0];
  if (!first) continue;
  first.tabIndex = 0;
  table.addEventListener("keydown", (event) => {
    const way = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };
    const step = way[event.key];
    const row = rows.findIndex((each) => each.includes(document.activeElement));
    if (!step || row < 0) return;
    event.preventDefault();
    const column = rows[row].indexOf(document.activeElement) + step[1];
    const next = rows[row + step[0]]?.[column];
    if (!next) return;
    document.activeElement.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
}
