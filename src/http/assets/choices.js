/* Choosing a category, a department or an entry from a list that follows what is typed. */
import { $, newest, sayFailed } from "./dom.js";

const [dialog, search, list] = [$("choose"), $("search"), $("choices")];
const ask = newest();
let chosen = () => {};
let likely = {};

const options = () => [...list.querySelectorAll("[role=option]")];
const current = () => list.querySelector("[aria-selected=true]");

function select(option) {
  for (const other of options()) other.setAttribute("aria-selected", String(other === option));
  if (option) {
    search.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else {
    search.removeAttribute("aria-activedescendant");
  }
}

async function find() {
  const answer = await ask(`/choices?${new URLSearchParams({ ...likely, q: search.value })}`);
  if (!answer) return;
  const { response, parts } = answer;
  if (!parts) {
    dialog.close();
    return sayFailed(response);
  }
  list.replaceChildren(...parts.body.childNodes);
  const all = options();
  $("choices-none").textContent = all.length ? "" : list.dataset.none;
  select(all[0] ?? null);
}

function take(option) {
  if (!option) return;
  dialog.close();
  chosen(option.dataset.field, option.dataset.id);
}

search.addEventListener("input", find);
search.addEventListener("keydown", (event) => {
  const all = options();
  const at = all.indexOf(current());
  const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (move && all.length) {
    event.preventDefault();
    select(all[(at + move + all.length) % all.length]);
  }
  if (event.key === "Enter" && !event.isComposing) {
    event.preventDefault();
    take(current());
  }
});
list.addEventListener("click", (event) => take(event.target.closest("[role=option]")));

/* Asks which; `near` are the likeliest of each kind, `done` gets the field and the id. */
export function choose(near, done) {
  [likely, chosen] = [near, done];
  search.value = "";
  list.replaceChildren();
  dialog.showModal();
  search.focus();
  find();
}
