/* What the agent says of a suggestion: right, something else, or none fits. Each is one key while the suggestion has the
   focus. The ticket is judged once more as it is sent, so that nobody confirms what they have not seen. */
import { $, call, element, say, sayFailed } from "./dom.js";
import { choose } from "./choices.js";
import { forget } from "./lights.js";

const words = $("desk").dataset;
/* The likeliest is the first. */
const first = (ids) => ids.split(" ")[0];
let desk = null;
let busy = false;

const answered = async (response) => {
  if (response.ok) return response.json();
  throw response;
};

/* The ticket as it is kept, if it is still judged as it is shown. */
async function kept(seen) {
  const judged = await answered(await call("/api/v1/suggest", desk.ticket()));
  const same =
    judged.outcome === seen.outcome &&
    (judged.category?.id ?? "") === first(seen.categories) &&
    (judged.department?.id ?? "") === first(seen.departments);
  return { same, ticket: judged.ticket };
}

async function send(verdict, labels, said = words[verdict]) {
  const shown = $("verdict");
  if (!shown || busy || $("result").inert) return;
  busy = true;
  try {
    const { same, ticket } = await kept(shown.dataset);
    if (!same && verdict !== "corrected") {
      await desk.suggest();
      return say(words.moved, { wrong: true });
    }
    const subject = ticket ? { ticket } : { text: desk.ticket().text };
    await teach({ ...subject, verdict, ...labels }, said);
  } catch (failed) {
    sayFailed(failed instanceof Response ? failed : null);
  } finally {
    busy = false;
  }
}

async function teach(feedback, said) {
  const response = await call("/api/v1/feedback", feedback, { "idempotency-key": crypto.randomUUID?.() ?? String(Math.random()) });
  if (response.status === 409) {
    const problem = await response.json();
    if (problem.cases?.length) return dispute(feedback, problem.cases, said);
  }
  if (!response.ok) return sayFailed(response);
  forget();
  desk.clear();
  say(said);
  $("text").focus();
}

/* Somebody decided otherwise before: the agent sees who, and says whose word counts. */
function dispute(feedback, cases, after) {
  const said = cases.map((known) => `${known.taught_by}: ${[known.category, known.department, known.entry].filter(Boolean).join(" · ")}`);
  const mine = element("button", words.replace, { type: "button", class: "quiet" });
  const theirs = element("button", words.leave, { type: "button", class: "quiet" });
  mine.addEventListener("click", () => teach({ ...feedback, replaces: cases[0].id }, after));
  theirs.addEventListener("click", () => {
    say("");
    $("verdict")?.focus();
  });
  say(`${words.contradicts} ${said.join("; ")}`, { wrong: true, after: [mine, theirs] });
  mine.focus();
}

function act(verdict) {
  const shown = $("verdict");
  if (!shown || $("result").inert) return;
  if (verdict !== "corrected") return send(verdict, {});
  /* The likeliest of each kind come first. */
  const near = { category: shown.dataset.categories, department: shown.dataset.departments, entry: shown.dataset.entries };
  return choose(near, (field, id) => send("corrected", { [field]: id }));
}

/* One of two possibilities: its entry, from which the rest follows, or its category with the department that has it. */
function take({ entry, category, department }) {
  const labels = entry ? { entry } : Object.fromEntries(Object.entries({ category, department }).filter(([, id]) => id));
  return send("corrected", labels, words.chosen);
}

/* Begins to listen; `context` gives the ticket, asks again, and clears the desk. */
export function listen(context) {
  desk = context;
  document.addEventListener("click", (event) => {
    const verdict = event.target.closest?.("button[data-verdict]");
    if (verdict) act(verdict.dataset.verdict);
    const way = event.target.closest?.("button[data-way]");
    if (way) take(way.dataset);
  });
  document.addEventListener("keydown", (event) => {
    const inside = event.target.closest?.("#result");
    if (!inside || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.toLowerCase();
    const button = inside.querySelector(`.actions button[aria-keyshortcuts="${CSS.escape(key)}"]`);
    if (button) {
      event.preventDefault();
      button.click();
    }
    if (key === "j" || key === "k") step(key === "j" ? 1 : -1);
  });
}

/* Through the entries, and the fold that holds the less likely ones. */
function step(by) {
  const heads = [...document.querySelectorAll(".card > summary, .also > summary")].filter((head) => head.checkVisibility());
  const at = heads.findLastIndex((head) => head.parentElement.contains(document.activeElement));
  heads[Math.min(Math.max(at + by, 0), heads.length - 1)]?.focus();
}
