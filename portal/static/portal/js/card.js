// The emergency card: typed here, kept here. It is never sent; an address that a page of this
// site hands over stands behind the "#", which browsers keep to themselves. Nothing else is
// taken from there: a stranger's link must not say whom to call, or what somebody is allergic to.
const KEY = "emergency-card";
const fields = [...document.querySelectorAll("[data-card]")];
const said = document.querySelector("#card-said");

function kept() {
  try { return JSON.parse(localStorage.getItem(KEY)) || {}; } catch { return {}; }
}

function show() {
  for (const field of fields) document.querySelector(`[data-shows="${field.dataset.card}"]`).textContent = field.value;
}

function keep() {
  const card = Object.fromEntries(fields.map((field) => [field.dataset.card, field.value]));
  try { localStorage.setItem(KEY, JSON.stringify(card)); said.textContent = said.dataset.kept; } catch { /* private windows may refuse */ }
}

function take() {
  const address = new URLSearchParams(location.hash.slice(1)).get("address");
  const card = kept();
  if (address !== null) card.address = address;
  for (const field of fields) {
    field.value = (card[field.dataset.card] ?? "").slice(0, field.maxLength);
  }
  show();
}

document.querySelector("#card-fields").addEventListener("input", () => { show(); keep(); });
document.querySelector("#card-print").addEventListener("click", () => print());
document.querySelector("#card-clear").addEventListener("click", () => {
  try { localStorage.removeItem(KEY); } catch { /* there was nothing to delete */ }
  history.replaceState(null, "", location.pathname);
  for (const field of fields) field.value = "";
  show();
  said.textContent = said.dataset.gone;
});
addEventListener("hashchange", take);
document.querySelector("#card-fields").hidden = false;
take();

// Once there is something on it, the card opens without a network too.
const { keep: keepHere, forget } = await import(said.dataset.keeping);
document.querySelector("#card-fields").addEventListener("change", () => keepHere(location.pathname));
document.querySelector("#card-clear").addEventListener("click", () => forget(location.pathname));
