/* Small things every script needs: finding and making elements, asking the service, saying what happened. */
export const $ = (id) => document.getElementById(id);

export const element = (name, text, attributes = {}) => {
  const node = document.createElement(name);
  if (text !== undefined) node.textContent = text;
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
};

const proof = document.querySelector("meta[name=csrf]").content;

/* A part of a page. */
export const fragment = (path, options = {}) =>
  fetch(path, { ...options, headers: { "x-fragment": "1", "x-csrf-token": proof, ...options.headers } });

/* The parts of a page that came. */
export const partsOf = async (response) => new DOMParser().parseFromString(await response.text(), "text/html");

/* Asks for parts of a page again and again while something changes. Only what was asked last is heard, however late the
   others come; an answer has parts where it went well, and no response where nobody was reached. `forget` hears none. */
export function newest() {
  let underway = new AbortController();
  const ask = async (path, options = {}) => {
    underway.abort();
    const { signal } = (underway = new AbortController());
    let [response, parts] = [null, null];
    try {
      response = await fragment(path, { ...options, signal });
      if (response.ok) parts = await partsOf(response);
    } catch {
      response = null;
    }
    return signal.aborted ? null : { response, parts };
  };
  ask.forget = () => underway.abort();
  return ask;
}

/* A journey of the interface for programs. */
export const call = (path, body, headers = {}) =>
  fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json", "x-csrf-token": proof, ...headers },
    body: JSON.stringify(body),
  });

/* Tells the reader; `wrong` where something has to be done about it. */
export function say(text, { wrong = false, after = [] } = {}) {
  const said = $("said");
  said.className = wrong ? "said over wrong" : "said over";
  said.replaceChildren(...(text ? [element("span", text), ...after] : []));
}

/* What became of a request that did not go well; `again` tries it once more. */
export function sayFailed(response, again = null) {
  const words = $("desk").dataset;
  if (!response) {
    const button = element("button", words.again, { type: "button", class: "quiet" });
    button.addEventListener("click", () => again());
    return say(words.unreachable, { wrong: true, after: again ? [button] : [] });
  }
  if (response.status === 401 || response.status === 403) {
    return say(words.sessionOver, { wrong: true, after: [element("a", words.signIn, { href: "/sign-in" })] });
  }
  if (response.status === 413 || response.status === 422) return say(words.tooLong, { wrong: true });
  return say(words.broken, { wrong: true });
}

/* Why what a page computed while somebody types is older than what is written; the words stand at the place. */
export function sayStale(place, response) {
  const { over, signIn, unreachable, broken } = place.dataset;
  place.classList.add("stale");
  if (!response) return place.replaceChildren(element("span", unreachable));
  if (response.status !== 401 && response.status !== 403) return place.replaceChildren(element("span", broken));
  const here = encodeURIComponent(location.pathname);
  return place.replaceChildren(element("span", over), " ", element("a", signIn, { href: `/sign-in?next=${here}` }));
}
