// Keeps the address of a plan in this browser, and leads back to it; unfolds what a link on the
// page leads to. Nothing is sent.
const KEY = "plan";

function kept() {
  try { return localStorage.getItem(KEY) ?? ""; } catch { return ""; }
}

function store(query) {
  try {
    if (query) localStorage.setItem(KEY, query);
    else localStorage.removeItem(KEY);
    return true;
  } catch { return false; } // this browser keeps nothing
}

const keyOf = (query) => new URLSearchParams(query).get("key");

function onQuestions(box) {
  if (!kept()) return;
  const open = box.querySelector("[data-plan-open]");
  open.href = `${new URL(open.href).pathname}?${kept()}`;
  box.hidden = false;
  box.querySelector("[data-plan-forget]").addEventListener("click", () => { store(""); box.hidden = true; document.querySelector("#main").focus(); });
}

function onPlan({ search }) {
  const plan = search.slice(1);
  const bar = document.querySelector("[data-plan-here]");
  const [says, forget, take] = ["says", "forget", "take"].map((name) => bar.querySelector(`[data-plan-${name}]`));
  const show = (word) => {
    says.textContent = says.dataset[word];
    forget.hidden = word !== "kept";
    take.hidden = word === "kept";
  };
  const keep = () => { if (store(plan)) show("kept"); };
  if (!kept() || keyOf(kept()) === keyOf(plan)) keep();
  else show("other");
  bar.hidden = !says.textContent;
  forget.addEventListener("click", () => { store(""); show("gone"); });
  take.addEventListener("click", keep);
  const print = document.querySelector("[data-print]");
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}

const questions = document.querySelector("[data-plan-kept]");
const plan = document.querySelector("[data-plan]");
if (questions) onQuestions(questions);
if (plan) onPlan(plan);

function unfold() {
  const target = document.getElementById(location.hash.slice(1));
  if (target?.localName === "details") target.open = true;
}
addEventListener("hashchange", unfold);
unfold();
