/* The lexicon: how the text is cut follows what is typed, what is wrong leads to its line, and what is written is kept for
   as long as it is not published. */
import { $, newest, sayStale } from "./dom.js";

const form = $("lexicon");
const PAUSE = 300; /* milliseconds without a key before the service is asked: a dictionary takes longer than an entry */
const KEPT = "fenzhen.lexicon";
const files = [...form.querySelectorAll(".file")].map((file) => ({
  content: file.querySelector("textarea"),
  fields: [...file.querySelectorAll("input[type=hidden]")],
  stands: file.querySelector("textarea").value,
}));
const ask = newest();
let waiting = 0;

const put = (place, parts) => place.replaceChildren(...[...parts.childNodes].map((node) => document.importNode(node, true)));

/* Files that nobody touched stay where they are: they are large. */
function written() {
  const body = new URLSearchParams({ text: $("text").value });
  for (const { content, fields, stands } of files) {
    if (content.value === stands && !form.dataset.sent && !form.dataset.word) continue;
    fields.forEach((field) => body.append(field.name, field.value));
    body.append("content", content.value);
  }
  return body;
}

async function look() {
  const answer = await ask("/library/lexicon/segment", { method: "POST", body: written() });
  if (!answer) return;
  const { response, parts } = answer;
  if (!parts) {
    sayStale($("summary"), response);
    return;
  }
  $("summary").classList.remove("stale");
  $("summary").replaceChildren();
  for (const part of parts.querySelectorAll("[data-into]")) put($(part.dataset.into), part);
}

function keep() {
  const added = ({ content }) => form.dataset.word && content.id === "words";
  const texts = files.filter((file) => file.content.value !== file.stands || form.dataset.sent || added(file));
  const kept = texts.map(({ content, fields }) => ({ id: content.id, revision: fields[1].value, text: content.value }));
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(kept));
  } catch {
    /* Without storage it lasts as long as the page. */
  }
}

form.addEventListener("input", () => {
  keep();
  clearTimeout(waiting);
  waiting = setTimeout(look, PAUSE);
});

/* A line of a file, where somebody looks and types. */
function jump(content, line) {
  const lines = content.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  content.focus();
  content.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  const height = parseFloat(getComputedStyle(content).lineHeight) || 20;
  content.scrollTop = Math.max(0, (line - 4) * height);
}

form.addEventListener("click", (event) => {
  const button = event.target.closest(".jump");
  if (button) jump($(button.dataset.file), Number(button.dataset.line));
});

/* What was written before comes back, unless others published since or this page shows what was sent. */
function restore() {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
  const { word } = form.dataset;
  for (const { content, fields } of files) {
    const own = kept.find(({ id, revision }) => id === content.id && revision === fields[1].value);
    if (!own || form.dataset.sent) continue;
    const added = content.value.trimEnd().split("\n").at(-1);
    const known = content.id !== "words" || !word || own.text.split("\n").includes(added);
    content.value = known ? own.text : `${own.text.trimEnd()}\n${added}\n`;
  }
  if (word) jump($("words"), $("words").value.trimEnd().split("\n").length);
  if (kept.length || word) {
    keep();
    look();
  }
}

try {
  restore();
} catch {
  sessionStorage.removeItem(KEPT);
}
