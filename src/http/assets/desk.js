/* The desk: the suggestion follows the text. What is typed stays in this tab until it is cleared, whatever happens. */
import { $, newest, say, sayFailed } from "./dom.js";
import { forget, refresh } from "./lights.js";
import { listen } from "./verdict.js";

const KEPT = "fenzhen.complaint";
const PAUSE = 25; /* milliseconds without a key before the text is sent */
const text = $("text");
const state = { text: "", receivedAt: null };
const ask = newest();
let waiting = 0;

function keep() {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify({ text: text.value, receivedAt: state.receivedAt }));
  } catch {
    /* Without storage the text lasts as long as the page. */
  }
}

/* What is shown belongs to other words than those that stand there: it can be read, but nothing can be done with it. */
function stale(is) {
  for (const part of [$("facts"), $("result")]) {
    part.inert = is;
    part.classList.toggle("stale", is);
  }
}

function failed(response) {
  if ($("result").firstChild) stale(true);
  state.text = null;
  sayFailed(response, suggest);
}

function empty() {
  ask.forget();
  stale(false);
  forget();
  Object.assign(state, { text: "", receivedAt: null });
  $("facts").replaceChildren();
  $("result").replaceChildren();
  $("empty").hidden = false;
  $("clear").hidden = true;
  keep();
}

function show(parts) {
  for (const part of parts.querySelectorAll("[data-into]")) {
    $(part.dataset.into).replaceChildren(...[...part.childNodes].map((node) => document.importNode(node, true)));
  }
  stale(false);
  refresh();
  $("empty").hidden = true;
  $("clear").hidden = false;
}

/* Asks for the suggestion of what stands there; resolves once it is shown. */
export async function suggest() {
  clearTimeout(waiting);
  if (text.value.trim() === "") return empty();
  state.receivedAt ??= new Date().toISOString();
  state.text = text.value;
  keep();
  const body = new URLSearchParams({ text: text.value, received_at: state.receivedAt });
  const answer = await ask("/suggestion", { method: "POST", body });
  if (!answer) return;
  const { response, parts } = answer;
  if (!parts) return failed(response);
  if (document.querySelector("#said.wrong")) say("");
  show(parts);
  const { dataset } = document.documentElement;
  dataset.shown = Number(dataset.shown ?? 0) + 1;
}

function change(value) {
  text.value = value;
  state.receivedAt = null;
  say("");
  suggest();
}

text.addEventListener("input", () => {
  say("");
  clearTimeout(waiting);
  waiting = setTimeout(suggest, PAUSE);
});
$("ask").addEventListener("submit", (event) => {
  /* Registering it leaves the desk. */
  if (event.submitter?.hasAttribute("formaction")) return;
  event.preventDefault();
  suggest();
});
$("ask").addEventListener("formdata", (event) => event.formData.set("received_at", state.receivedAt ?? ""));
$("clear").addEventListener("click", () => {
  change("");
  text.focus();
});
for (const example of document.querySelectorAll(".example")) {
  example.addEventListener("click", (event) => {
    event.preventDefault();
    change(example.textContent);
    text.focus();
  });
}

/* From the text to the suggestion, and back. */
text.addEventListener("keydown", async (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    if (text.value !== state.text) await suggest();
    /* Side by side it is in sight already. */
    $("verdict")?.focus({ preventScroll: matchMedia("(min-width: 60rem)").matches });
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !document.querySelector("dialog[open]") && document.activeElement !== text) {
    event.preventDefault();
    text.focus();
  }
});

listen({ ticket: () => ({ text: state.text, received_at: state.receivedAt }), suggest, clear: () => change("") });

/* What was being written when the page was left, the language switched or the session ended. */
if (text.value === "") {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
    if (kept?.text) {
      text.value = kept.text;
      state.receivedAt = kept.receivedAt;
      suggest();
    }
  } catch {
    /* Nothing was kept. */
  }
} else {
  state.text = text.value;
  refresh();
}
