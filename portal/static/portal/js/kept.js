// Lists what this browser keeps, each with a button that forgets it.
const list = document.querySelector("[data-kept-list]");
const words = list.dataset;
const { isPossible, kept, forget } = await import(words.keeping);
const language = document.documentElement.lang === "en" ? "en" : "zh-hans";

function line({ path, at, title }) {
  const item = document.createElement("li");
  const link = Object.assign(document.createElement("a"), { href: path, textContent: title });
  const when = document.createElement("p");
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button button--quiet", textContent: words.remove });
  const time = new Date(at).toLocaleString(language === "en" ? "en-GB" : language, { dateStyle: "long", timeStyle: "short", timeZone: "Asia/Shanghai" });
  item.className = "shortlist__thing";
  when.className = "entry__text";
  when.textContent = words.saved.replace("{when}", time);
  button.setAttribute("aria-label", `${words.remove}: ${title}`);
  button.addEventListener("click", async () => {
    await forget(path);
    await show();
    document.querySelector("h1").focus();
  });
  const text = document.createElement("div");
  text.append(link, when);
  item.append(text, button);
  return item;
}

async function show() {
  const pages = isPossible ? await kept(language) : [];
  list.replaceChildren(...pages.map(line));
  document.querySelector("[data-kept-none]").hidden = pages.length > 0;
}

await show();
