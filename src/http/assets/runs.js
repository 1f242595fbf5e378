/* How far a run is, as the service tells it; the page comes again when it has ended. Without this there is a link. */
import { $ } from "./dom.js";

const [bar, again] = [$("bar"), $("again")];
const told = new EventSource($("moving").dataset.stream);

told.addEventListener("open", () => {
  again.hidden = true;
});

told.addEventListener("progress", (event) => {
  const now = JSON.parse(event.data);
  if (now.share === null) bar.removeAttribute("value");
  else bar.value = now.share;
  for (const name of ["percent", "rows", "problems", "pace", "left"]) $(name).textContent = now[name];
});

told.addEventListener("ended", () => {
  told.close();
  location.reload();
});

/* The browser tries again by itself, unless it was sent away. */
told.addEventListener("error", () => {
  again.hidden = false;
});
