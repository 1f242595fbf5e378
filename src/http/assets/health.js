/* How many entries there are to look after: the list does not wait for it. */
import { fragment } from "./dom.js";

const response = await fragment("/library/health/counts").catch(() => null);
if (response?.ok) {
  const parts = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const count of parts.querySelectorAll("[data-count]")) {
    const place = document.querySelector(`.matters [data-count=${count.dataset.count}]`);
    if (place) place.textContent = count.textContent;
  }
}
