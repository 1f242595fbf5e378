/* What lights up, is revealed, copied, ticked off or counts down, in whatever suggestion is shown. */
import { $, say } from "./dom.js";

const words = $("desk").dataset;
/* What was ticked off lasts as long as the tab, for each ticket by itself; the desk has one that has no name yet. */
const KEPT = `fenzhen.ticked.${words.ticket ?? ""}`;
const MOMENT = 2000; /* milliseconds for which a button says that it was done */
const ticked = new Map(recalled());
const copied = new Map();

function recalled() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
  } catch {
    return [];
  }
}

function keep() {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify([...ticked]));
  } catch {
    /* Without storage it lasts as long as the page. */
  }
}

document.documentElement.dataset.scripted = "";

/* Pointing at a word of the evidence lights it up in the text. */
function light(from) {
  const [start, end] = from ? [Number(from.dataset.start), Number(from.dataset.end)] : [0, 0];
  let first = null;
  for (const run of document.querySelectorAll("#marked .run")) {
    const lit = from !== null && Number(run.dataset.start) < end && Number(run.dataset.end) > start;
    run.classList.toggle("lit", lit);
    if (lit) first ??= run;
  }
  for (const word of document.querySelectorAll(".why-word")) word.classList.toggle("lit", word === from);
  const box = $("marked");
  if (first && box.scrollHeight > box.clientHeight) box.scrollTop = first.offsetTop - box.offsetTop - box.clientHeight / 2;
}

const spoken = (target) => target.closest?.("button.why-word[data-start]") ?? null;
document.addEventListener("mouseover", (event) => light(spoken(event.target)));
document.addEventListener("focusin", (event) => light(spoken(event.target)));
document.addEventListener("focusout", () => light(null));

/* The button that was clicked says so itself: whoever clicked it looks at it. */
function sayCopied(button) {
  clearTimeout(copied.get(button)?.timer);
  const label = copied.get(button)?.label ?? button.textContent;
  const timer = setTimeout(() => {
    button.textContent = label;
    copied.delete(button);
  }, MOMENT);
  copied.set(button, { label, timer });
  button.textContent = `${words.copied} ✓`;
}

document.addEventListener("click", async (event) => {
  const masked = event.target.closest?.("button.masked");
  if (masked) {
    [masked.textContent, masked.dataset.other] = [masked.dataset.other, masked.textContent];
    masked.setAttribute("aria-pressed", String(masked.getAttribute("aria-pressed") !== "true"));
  }
  const copy = event.target.closest?.("button.copy");
  if (copy) {
    try {
      await navigator.clipboard.writeText(copy.dataset.copy);
      sayCopied(copy);
      say(words.copied);
    } catch {
      say(words.copyFailed, { wrong: true });
    }
  }
});

document.addEventListener("change", (event) => {
  if (!event.target.dataset.keep) return;
  ticked.set(event.target.dataset.keep, event.target.checked);
  keep();
});

function count() {
  const now = Date.now();
  for (const place of document.querySelectorAll(".left-over")) {
    const minutes = Math.floor((Date.parse(place.dataset.at) - now) / 60000);
    const parts = [Math.floor(Math.abs(minutes) / 1440), Math.floor(Math.abs(minutes) / 60) % 24, Math.abs(minutes) % 60];
    const units = [words.d, words.h, words.m];
    const from = parts.findIndex((part) => part > 0);
    const at = from < 0 ? 2 : from;
    const said = parts.map((part, nth) => `${part} ${units[nth]}`).slice(at, at + 2);
    place.textContent = `${minutes < 0 ? words.overdue : words.left} ${said.join(" ")}`;
    place.closest("div").classList.toggle("overdue", minutes < 0);
  }
}
setInterval(count, 15000);

/* After a new suggestion is shown: what was ticked off stays so. */
export function refresh() {
  for (const box of document.querySelectorAll("[data-keep]")) box.checked = ticked.get(box.dataset.keep) ?? false;
  count();
}

/* Another ticket: nothing is ticked off yet. */
export function forget() {
  ticked.clear();
  keep();
}
