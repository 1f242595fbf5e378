/* The queue and a ticket's page: what counts down, is revealed or copied is the desk's; here is only what a refusal or a
   registration leaves to do. */
import { $ } from "./dom.js";
import { refresh } from "./lights.js";

refresh();

/* What was registered from the desk need not be kept there any more. */
if ($("desk").dataset.from === "desk") for (const kept of ["fenzhen.complaint", "fenzhen.ticked."]) sessionStorage.removeItem(kept);

/* Whoever was refused goes on where it was. */
const wrong = document.querySelector("[aria-invalid=true]");
if (wrong) {
  wrong.focus({ preventScroll: true });
  wrong.scrollIntoView({ block: "center" });
} else {
  document.querySelector(".problem")?.scrollIntoView({ block: "center" });
}
