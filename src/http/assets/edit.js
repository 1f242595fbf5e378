/* The form of an entry: rows to add, move and drop, a preview that follows, what is wrong beside its field, and a copy of
   what is written for as long as it is not saved. */
import { $, newest, sayStale } from "./dom.js";

const form = $("edit");
const PAUSE = 150; /* milliseconds without a key before the preview is asked for */
const KEPT = `fenzhen.entry.${form.elements.id.value}`;
const TABLES = ["steps", "scripts", "cases"];
const ask = newest();
let waiting = 0;

const rowsOf = (table) => form.querySelector(`[data-table=${table}]`);
const blankOf = (table) => form.querySelector(`template[data-rows=${table}]`).content;

function number() {
  for (const table of TABLES) {
    [...rowsOf(table).children].forEach((row, nth) => {
      row.id = `${table}-${nth}`;
      row.querySelector("legend").textContent = nth + 1;
      row.querySelector(".wrong").dataset.field = `${table}.${nth}`;
    });
  }
}

function add(table) {
  rowsOf(table).append(blankOf(table).cloneNode(true));
  number();
  return rowsOf(table).lastElementChild;
}

const put = (place, nodes) => place.replaceChildren(...[...nodes].map((node) => document.importNode(node, true)));

async function preview() {
  const answer = await ask("/library/preview", { method: "POST", body: new URLSearchParams(new FormData(form)) });
  if (!answer) return;
  const { response, parts } = answer;
  if (!parts) {
    sayStale($("summary"), response);
    return;
  }
  for (const part of parts.querySelectorAll("[data-into]")) put($(part.dataset.into), part.childNodes);
  $("summary").classList.remove("stale");
  const problems = [...parts.querySelectorAll("body > .problem")];
  for (const place of form.querySelectorAll(".wrong")) {
    put(place, problems.filter((problem) => problem.dataset.field === place.dataset.field));
  }
}

function keep() {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify([...new FormData(form)].filter(([name]) => name !== "csrf")));
  } catch {
    /* Without storage it lasts as long as the page. */
  }
}

function changed() {
  keep();
  clearTimeout(waiting);
  waiting = setTimeout(preview, PAUSE);
}

/* Moves a row past its neighbour; the button that did it keeps the focus. */
function move(button) {
  const row = button.closest("fieldset");
  const up = button.classList.contains("up");
  const other = up ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  if (up) other.before(row);
  else other.after(row);
  number();
  button.focus();
}

form.addEventListener("input", changed);
form.addEventListener("click", (event) => {
  const button = event.target.closest(".more, .drop, .up, .down");
  if (!button) return;
  if (button.matches(".more")) add(button.dataset.rows).querySelector("input, textarea").focus();
  else if (button.matches(".drop")) {
    const row = button.closest("fieldset");
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    number();
    next?.querySelector(".drop").focus();
  } else move(button);
  changed();
});

/* What was written before the session ended comes back; whoever has saved it, or reads another revision, begins again. */
function restore() {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  if (!kept || form.dataset.sent) return;
  const values = (name) => kept.filter(([known]) => known === name).map(([, value]) => value);
  if (values("revision")[0] !== form.elements.revision.value) return;
  for (const table of TABLES) {
    const wanted = values(blankOf(table).querySelector("[name]").name).length;
    while (rowsOf(table).children.length < wanted) add(table);
    while (rowsOf(table).children.length > wanted) rowsOf(table).lastElementChild.remove();
  }
  number();
  const seen = new Map();
  for (const [name, text] of kept) {
    const nth = seen.get(name) ?? 0;
    seen.set(name, nth + 1);
    const field = form.querySelectorAll(`[name="${name}"]`)[nth];
    if (field && !["hidden", "checkbox"].includes(field.type)) field.value = text;
  }
  for (const box of form.querySelectorAll("input[type=checkbox]")) box.checked = values(box.name).includes(box.value);
}

form.classList.add("live");
try {
  restore();
} catch {
  sessionStorage.removeItem(KEPT);
}
/* A sentence that was taken in on the way here joins what was written before. */
const { taken } = form.dataset;
const { symptoms } = form.elements;
if (taken && !symptoms.value.split("\n").includes(taken)) symptoms.value = `${symptoms.value.trimEnd()}\n${taken}`.trim();
preview();
