/* How many entries there are to look after: the list does not wait for it. */
import { fragment, partsOf } from "./dom.js";

const response = await fragment("/library/health/counts").catch(() => null);
if (response?.ok) {
  const parts = await partsOf(response);
  for (const count of parts.querySelectorAll("[data-count]")) {
    const place = document.querySelector(`.matters [data-count=${count.dataset.count}]`);
    if (place) place.textContent = count.textContent;
  }
}
