/* What is written in a form lasts until it is taken: over the end of a session, a reload, the way back. A form with
   data-keep names what it is about; a page with data-taken says that what was sent last was taken. */
const PREFIX = "fenzhen.form.";
const storage = () => {
  try {
    return sessionStorage;
  } catch {
    return null; /* Without storage it lasts as long as the page. */
  }
};

const read = (key) => JSON.parse(storage()?.getItem(key) ?? "null");
const fields = (form) => [...form.elements].filter((field) => field.name && !["hidden", "submit", "button", "file"].includes(field.type));

function keep(form, sent) {
  const written = fields(form).map((field) => [field.name, field.type === "checkbox" ? field.checked : field.value]);
  try {
    storage()?.setItem(PREFIX + form.dataset.keep, JSON.stringify({ sent, written }));
  } catch {
    /* It is full: what is written stands in the page at least. */
  }
}

function restore(form) {
  const kept = read(PREFIX + form.dataset.keep);
  /* What a page fills in itself, because it was refused, is newer. */
  if (!kept || form.querySelector("[aria-invalid], [role=alert]")) return;
  let differs = false;
  for (const field of fields(form)) {
    const value = kept.written.find(([name]) => name === field.name)?.[1];
    if (value === undefined || value === field.value || value === field.checked) continue;
    differs = true;
    if (field.type === "checkbox") field.checked = value;
    else field.value = value;
  }
  const folded = form.closest("details");
  if (differs && folded) folded.open = true;
}

/* That something was taken is said once: whoever comes back to this address is not told again. */
const address = new URL(location.href);
for (const said of ["done", "registered", "taught", "rejected", "said"]) address.searchParams.delete(said);
if (address.href !== location.href) history.replaceState(null, "", address);

if (document.querySelector("[data-taken]")) {
  for (const key of Object.keys(storage() ?? {})) if (key.startsWith(PREFIX) && read(key)?.sent) storage().removeItem(key);
}
for (const form of document.querySelectorAll("form[data-keep]")) {
  restore(form);
  form.addEventListener("input", () => keep(form, false));
  form.addEventListener("submit", () => keep(form, true));
}
