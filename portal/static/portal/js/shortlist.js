// The shortlist lives in this browser and nowhere else. Its buttons are made here, so that
// nobody without script meets one that does nothing.
const MOST = 30;
const KEY = "shortlist";
// What can be saved: whatever has a page of its own.
const THING = /^\/(?:en|zh-hans)\/(?:programme\/)?(communities|apartments|schools|hospitals|guides|journeys|questions|events|platforms|projects|series|scenarios|metro)\/(?!(?:compare|glossary|places)\/)([-\w]+)\/$/;

const link = document.querySelector("[data-shortlist]");
const words = link.dataset;
const home = new URL(link.href).pathname;
const list = document.querySelector("[data-shortlist-page]");
const voice = Object.assign(document.createElement("span"), { className: "visually-hidden", ariaLive: "polite" });
document.body.append(voice);

function saved() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? [];
  } catch {
    return []; // this browser keeps nothing, or not ours
  }
}

// A browser that refuses to keep anything gets no button: it could only do nothing.
function canSave() {
  try {
    return Boolean(localStorage);
  } catch {
    return false;
  }
}

const address = (things) => (things.length ? `${home}?things=${things.join("~")}` : home);
const say = (text, number) => { voice.textContent = text.replace("{number}", number); };

function thingAt(url) {
  const [, kind, slug] = new URL(url, location).pathname.match(THING) ?? [];
  return kind && `${kind}.${slug}`;
}

// --- Saving ------------------------------------------------------------------------------

// Saved pages are kept for where there is no network; a browser that cannot saves all the same.
// Meanwhile the list may have changed: what is kept is what it holds by then.
async function keepUp({ added = [], removed = [] }) {
  const { keep, forget } = await import(words.keeping);
  for (const path of removed) await forget(path);
  for (const path of added) if (saved().includes(thingAt(path))) await keep(path);
  await (saved().length ? keep(address(saved())) : forget(home));
}

function change(things, paths) {
  localStorage.setItem(KEY, JSON.stringify(things));
  show();
  return keepUp(paths).catch(() => {});
}

function toggle(button) {
  const { thing, path } = button.dataset;
  const things = saved();
  const isIn = things.includes(thing);
  if (!isIn && things.length >= MOST) return say(words.full, MOST);
  const now = isIn ? things.filter((each) => each !== thing) : [...things, thing];
  change(now, isIn ? { removed: [path] } : { added: [path] });
  return say(words.now, now.length);
}

function buttonFor(path, title, labelled) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "save" });
  Object.assign(button.dataset, { thing: thingAt(path), path: new URL(path, location).pathname });
  button.setAttribute("aria-label", `${words.save}: ${title}`);
  button.append(link.querySelector("svg").cloneNode(true));
  if (labelled) button.append(document.createElement("span"));
  button.addEventListener("click", () => toggle(button));
  return button;
}

function decorate(root) {
  if (!canSave()) return;
  for (const title of root.querySelectorAll(":is(.card, .event, .entry) :is(h2, h3, h4) > a")) {
    const place = title.closest(".card, .event, .entry");
    if (!thingAt(title.href) || place.querySelector(".save")) continue;
    place.append(buttonFor(title.href, title.textContent.trim()));
  }
  show();
}

function show() {
  const things = saved();
  const count = link.querySelector(".masthead__count");
  link.href = address(things);
  count.hidden = !things.length;
  count.textContent = things.length;
  for (const button of document.querySelectorAll(".save")) {
    const isIn = things.includes(button.dataset.thing);
    button.setAttribute("aria-pressed", isIn);
    if (button.lastElementChild.localName === "span") button.lastElementChild.textContent = isIn ? words.saved : words.save;
  }
}

// --- The page of the list ------------------------------------------------------------------

function isMine(things) {
  const mine = saved();
  return things.length === mine.length && things.every((thing) => mine.includes(thing));
}

function offer(selector, act) {
  const button = list.querySelector(selector);
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => act(button));
}

function openList() {
  const things = list.dataset.shortlistPage.split("~").filter(Boolean);
  if (!things.length && saved().length) return location.replace(address(saved()));
  const paths = new Map([...list.querySelectorAll(".entry__title a")].map((a) => [thingAt(a.href), new URL(a.href).pathname]));
  if (isMine(things)) {
    if (things.length) keepUp({ added: [...paths.values()] }).catch(() => {});
    list.addEventListener("click", async (event) => {
      const remove = event.target.closest("[data-remove]");
      if (!remove) return;
      event.preventDefault();
      const left = saved().filter((thing) => thing !== remove.dataset.remove);
      await change(left, { removed: [remove.dataset.path] });
      location.assign(address(left));
    });
  } else if (things.length && canSave()) {
    list.querySelector("[data-others]").hidden = false;
    offer("[data-take]", async () => {
      const mine = saved();
      const added = [...paths.keys()].filter((thing) => !mine.includes(thing)).slice(0, MOST - mine.length);
      await change([...mine, ...added], { added: added.map((thing) => paths.get(thing)) });
      location.assign(address(saved()));
    });
  }
  offer("[data-print]", () => print());
}

const heading = document.querySelector(".banner h1");
if (heading && canSave() && thingAt(location.href)) heading.parentElement.append(buttonFor(location.href, heading.textContent.trim(), true));
if (list) openList();
decorate(document);
document.addEventListener("htmx:load", (event) => decorate(event.target));
addEventListener("storage", show);
