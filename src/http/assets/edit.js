/* The form of an entry: rows to add and drop, a preview that follows, what is wrong beside its field, and a copy of what
   is written for as long as it is not saved. */
import { $, fragment } from "./dom.js";

const form = $("edit");
const PAUSE = 150; /* milliseconds without a key before the preview is asked for */
const KEPT = `fenzhen.entry.${form.elements.id.value}`;
let waiting = 0;
let asked = 0;

function number() {
  for (const rows of form.querySelectorAll(".rows")) {
    [...rows.children].forEach((row, nth) => {
      row.querySelector("legend").textContent = nth + 1;
      row.querySelector(".wrong").dataset.field = `${rows.id}.${nth}`;
    });
  }
}

function add(table) {
  $(table).append(form.querySelector(`template[data-rows=${table}]`).content.cloneNode(true));
  number();
  return $(table).lastElementChild;
}

async function preview() {
  const mine = (asked += 1);
  const response = await fragment("/library/preview", { method: "POST", body: new URLSearchParams(new FormData(form)) }).catch(() => null);
  if (mine !== asked || !response?.ok) return;
  const parts = new DOMParser().parseFromString(await response.text(), "text/html");
  $("preview").replaceChildren(...[...parts.querySelector("[data-into=preview]").childNodes].map((node) => document.importNode(node, true)));
  const problems = [...parts.querySelectorAll(".problem")];
  for (const place of form.querySelectorAll(".wrong")) {
    const here = problems.filter((problem) => problem.dataset.field === place.dataset.field);
    place.replaceChildren(...here.map((problem) => document.importNode(problem, true)));
  }
  const summary = $("summary");
  summary.textContent = problems.length ? `${summary.dataset.some}: ${problems.length}` : summary.dataset.none;
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

form.addEventListener("input", changed);
form.addEventListener("click", (event) => {
  const more = event.target.closest(".more");
  if (more) add(more.dataset.rows).querySelector("input, textarea").focus();
  const drop = event.target.closest(".drop");
  if (drop) {
    drop.closest("fieldset").remove();
    number();
  }
  if (more || drop) changed();
});

/* What was written before the session ended comes back; whoever has saved it, or reads another revision, begins anew. */
function restore() {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  if (!kept) return;
  const value = (name) => kept.find(([known]) => known === name)?.[1];
  if (value("revision") !== form.elements.revision.value || document.querySelector(".conflict, .wrong > *")) return;
  for (const table of ["steps", "scripts", "cases"]) {
    const first = form.querySelector(`template[data-rows=${table}]`).content.querySelector("[name]").name;
    const wanted = kept.filter(([name]) => name === first).length;
    while ($(table).children.length < wanted) add(table);
    while ($(table).children.length > wanted) $(table).lastElementChild.remove();
  }
  number();
  const seen = new Map();
  for (const [name, text] of kept) {
    const nth = seen.get(name) ?? 0;
    seen.set(name, nth + 1);
    const field = form.querySelectorAll(`[name="${name}"]`)[nth];
    if (field && field.type !== "hidden") field.value = text;
  }
}

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
