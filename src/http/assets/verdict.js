/* What the agent says of a suggestion: right, something else, or none fits. Each is one key while the suggestion has the
   focus. The ticket is judged once more as it is sent, so that nobody confirms what they have not seen. */
import { $, call, element, say, sayFailed } from "./dom.js";
import { choose } from "./choices.js";
import { forget } from "./lights.js";

const words = $("desk").dataset;
const KEYS = { y: "accepted", c: "corrected", n: "rejected" };
let desk = null;
let busy = false;

const answered = async (response) => {
  if (response.ok) return response.json();
  throw response;
};

/* The ticket as it is kept, if it is still judged as it is shown. */
async function kept(seen) {
  const judged = await answered(await call("/api/v1/suggest", desk.ticket()));
  const first = (choice) => (judged.outcome === "no_match" ? "" : (choice?.id ?? ""));
  const same =
    judged.outcome === seen.outcome && first(judged.category) === seen.category && first(judged.department) === seen.department;
  return { same, ticket: judged.ticket };
}

async function send(verdict, labels) {
  const shown = $("verdict");
  if (!shown || busy) return;
  busy = true;
  try {
    const { same, ticket } = await kept(shown.dataset);
    if (!same && verdict !== "corrected") {
      await desk.suggest();
      return say(words.moved, { wrong: true });
    }
    const subject = ticket ? { ticket } : { text: desk.ticket().text };
    await teach({ ...subject, verdict, ...labels });
  } catch (failed) {
    sayFailed(failed instanceof Response ? failed : null);
  } finally {
    busy = false;
  }
}

async function teach(feedback) {
  const response = await call("/api/v1/feedback", feedback, { "idempotency-key": crypto.randomUUID?.() ?? String(Math.random()) });
  if (response.status === 409) {
    const problem = await response.json();
    if (problem.cases?.length) return dispute(feedback, problem.cases);
  }
  if (!response.ok) return sayFailed(response);
  forget();
  desk.clear();
  say(words[feedback.verdict]);
  $("text").focus();
}

/* Somebody decided otherwise before: the agent sees who, and says whose word counts. */
function dispute(feedback, cases) {
  const said = cases.map((known) => `${known.taught_by}: ${[known.category, known.department, known.entry].filter(Boolean).join(" · ")}`);
  const mine = element("button", words.replace, { type: "button", class: "quiet" });
  const theirs = element("button", words.leave, { type: "button", class: "quiet" });
  mine.addEventListener("click", () => teach({ ...feedback, replaces: cases[0].id }));
  theirs.addEventListener("click", () => {
    say("");
    $("verdict")?.focus();
  });
  say(`${words.contradicts} ${said.join("; ")}`, { wrong: true, after: [mine, theirs] });
  mine.focus();
}

function act(verdict) {
  if (verdict !== "corrected") return send(verdict, {});
  return choose((field, id) => send("corrected", { [field]: id }));
}

/* Begins to listen; `context` gives the ticket, asks anew, and clears the desk. */
export function listen(context) {
  desk = context;
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-verdict]");
    if (button) act(button.dataset.verdict);
    const take = event.target.closest?.("button.take");
    if (take) send("corrected", { [take.dataset.field]: take.dataset.id });
  });
  document.addEventListener("keydown", (event) => {
    const inside = event.target.closest?.("#verdict");
    if (!inside || event.ctrlKey || event.metaKey || event.altKey) return;
    const verdict = KEYS[event.key.toLowerCase()];
    if (verdict && document.querySelector(`button[data-verdict=${verdict}]`)) {
      event.preventDefault();
      act(verdict);
    }
    if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1);
  });
}

/* Through the entries. */
function step(by) {
  const heads = [...document.querySelectorAll(".card > summary")];
  const at = heads.findIndex((head) => head.parentElement.contains(document.activeElement));
  heads[Math.min(Math.max(at + by, 0), heads.length - 1)]?.focus();
}
