// Fields for a station suggest its names, in both languages. They come when a reader turns to
// such a field: a page is lighter without them, and the field understands any name anyway.
const list = document.getElementById("stations");
const here = document.documentElement.lang === "en" ? 0 : 1;
let asked = false;

async function fill() {
  if (asked) return;
  asked = true;
  const answer = await fetch(list.dataset.names);
  if (answer.ok) list.append(...(await answer.json()).map((names) => new Option(names[1 - here], names[here])));
}

for (const field of document.querySelectorAll('[list="stations"]')) {
  field.addEventListener("focus", () => fill().catch(() => { asked = false; })); // no network: no suggestions
}
