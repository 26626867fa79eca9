{% autoescape off %}// Brings back, where there is no network, the pages that a reader has asked this browser to
// keep, and nothing else: every page comes from the network if it can, and none is kept
// that nobody asked for. Pages ask for it by a message (js/keeping.js).
const KNOWN = {{ known }};{% endautoescape %}
const NAME = `kept-${KNOWN.version}`;
const SLOW = 4000; // ms: a network that is slower than this is none, for a page that is kept
const FRESH = 600_000; // ms
const MOST_CARDS = 20; // taxi cards are kept as they are opened; the oldest go

const languageOf = (path) => Object.keys(KNOWN.languages).find((code) => path.startsWith(`/${code}/`));
const lists = () => Object.values(KNOWN.languages).map((words) => words.kept);
// In whatever cache it is: the two languages' workers change their version one by one.
const find = (url) => caches.match(url, { ignoreVary: true });
const open = () => caches.open(NAME);

// --- Keeping ---------------------------------------------------------------------------

// The same page in both languages: a reader switches between them anywhere.
function inBothLanguages(path) {
  const rest = path.slice(languageOf(path).length + 2);
  return Object.keys(KNOWN.languages).map((code) => `/${code}/${rest}`);
}

// A page with its styles, scripts and pictures.
async function store(url, answer) {
  const html = await answer.text();
  const headers = new Headers(answer.headers);
  ["content-encoding", "content-length", "etag", "vary"].forEach((name) => headers.delete(name));
  headers.set("x-kept-at", new Date().toISOString());
  const cache = await open();
  await cache.put(url, new Response(html, { headers }));
  const files = html.matchAll(/(?:href|src|data-keeping)="([^"]+)"/g);
  await Promise.all([...files].map(([, file]) => storeFile(cache, new URL(file, location))));
}

async function storeFile(cache, url) {
  if (url.origin !== location.origin || !url.pathname.startsWith(KNOWN.static) || (await cache.match(url))) return;
  const answer = await fetch(url);
  if (!answer.ok) return;
  await cache.put(url, answer.clone());
  if (!url.pathname.endsWith(".css")) return;
  const inside = (await answer.text()).matchAll(/url\("?([^")]+)"?\)/g);
  await Promise.all([...inside].map(([, file]) => storeFile(cache, new URL(file, url))));
}

// Without cookies: what is kept is what everybody would be shown at that address.
async function fetchAndStore(url) {
  const answer = await fetch(url, { credentials: "omit", cache: "no-cache" });
  if (answer.ok && !answer.redirected) return store(url, answer);
  if (answer.status === 404 || answer.status === 410) return (await open()).delete(url);
  throw new Error(`${answer.status} ${url}`);
}

// What this version has fetched within the last minutes need not be fetched again.
async function isFresh(url) {
  const kept = await find(url);
  return kept && new Date() - new Date(kept.headers.get("x-kept-at")) < FRESH;
}

async function pages() {
  const cache = await open();
  const found = await Promise.all((await cache.keys()).map(async ({ url }) => [url, await cache.match(url)]));
  return found
    .filter(([, answer]) => answer?.headers.has("x-kept-at"))
    .map(([url, answer]) => ({ url, path: new URL(url).pathname, at: answer.headers.get("x-kept-at") }));
}

async function keep(path) {
  const both = inBothLanguages(path).map((each) => new URL(each, location).href);
  const wanted = [...both, ...lists()];
  await Promise.all(wanted.map(async (url) => (await isFresh(url)) || fetchAndStore(url)));
  // There is one shortlist: the one before it goes.
  if (isShortlist(new URL(both[0]))) await drop((page) => isShortlist(new URL(page.url)) && !both.includes(page.url));
  await dropOldCards();
}

async function drop(unwanted) {
  const cache = await open();
  const gone = (await pages()).filter(unwanted);
  await Promise.all(gone.map(({ url }) => cache.delete(url)));
}

async function dropOldCards() {
  const cards = (await pages()).filter(({ path }) => path.endsWith("/taxi/"));
  const byAge = cards.sort((one, other) => other.at.localeCompare(one.at));
  const old = byAge.slice(MOST_CARDS * Object.keys(KNOWN.languages).length).map(({ url }) => url);
  await drop(({ url }) => old.includes(url));
}

const isShortlist = ({ pathname }) => pathname.endsWith("/shortlist/");

// Tells whether anything is left.
async function forget(path) {
  const both = inBothLanguages(path).map((each) => new URL(each, location).href);
  // The empty shortlist stands for every one.
  await drop((page) => both.includes(page.url) || (path.endsWith("/shortlist/") && isShortlist(new URL(page.url))));
  if ((await pages()).some((page) => !lists().includes(page.path))) return { left: true };
  await caches.delete(NAME);
  return { left: false };
}

// One after another: a keeping that began before must not bring back what is forgotten.
let turn = Promise.resolve();
addEventListener("message", (event) => {
  const { keep: wanted, forget: unwanted } = event.data;
  const act = () => (wanted ? keep(wanted).then(() => ({ left: true })) : forget(unwanted));
  turn = turn.then(act).catch((error) => ({ failed: String(error) }));
  event.waitUntil(turn.then((answer) => event.ports[0].postMessage(answer)));
});

// --- A new version ----------------------------------------------------------------------

// What an older version kept is fetched anew, with the new styles; what cannot be had now
// moves as it is.
async function moveFrom(name) {
  const [old, cache] = [await caches.open(name), await open()];
  const files = [];
  let moved = false;
  for (const { url } of await old.keys()) {
    const answer = await old.match(url);
    if (!answer?.headers.has("x-kept-at")) files.push([url, answer]);
    else await fetchAndStore(url).catch(() => (moved = true) && cache.put(url, answer));
  }
  if (moved) await Promise.all(files.map(([url, answer]) => answer && cache.put(url, answer)));
  await caches.delete(name);
}

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => {
  const move = async () => {
    const names = await caches.keys();
    const old = names.filter((name) => name.startsWith("kept-") && name !== NAME);
    await Promise.all(old.map(moveFrom));
    await clients.claim();
  };
  event.waitUntil(move());
});

// --- Bringing back ------------------------------------------------------------------------

const inTime = (promise) =>
  Promise.race([promise, new Promise((_resolve, reject) => setTimeout(reject, SLOW, new Error("slow")))]);

function mark(html, words, status, headers) {
  const text = `<p class="kept-mark" role="status">${words}</p>`;
  return new Response(html.replace("<main", () => `${text}<main`), { status, headers });
}

async function asItWas(kept, language) {
  const when = new Date(kept.headers.get("x-kept-at"));
  const format = { dateStyle: "long", timeStyle: "short", timeZone: "Asia/Shanghai" };
  const locale = language === "en" ? "en-GB" : language;
  const words = KNOWN.languages[language].saved.replace("{when}", when.toLocaleString(locale, format));
  return mark(await kept.text(), words, 200, kept.headers);
}

async function insteadOf(language) {
  const list = await find(KNOWN.languages[language].kept);
  if (!list) return Response.error();
  return mark(await list.text(), KNOWN.languages[language].missing, 503, list.headers);
}

// The shortlist's bare address, which the ribbon in the masthead leads to, means the one kept.
async function keptShortlist(url) {
  const { pathname, search } = new URL(url);
  return isShortlist({ pathname }) && !search && caches.match(url, { ignoreVary: true, ignoreSearch: true });
}

async function page(event) {
  const url = event.request.url.split("#")[0];
  const language = languageOf(new URL(url).pathname);
  const kept = await find(url);
  try {
    const asked = fetch(event.request);
    if (!kept) return await asked;
    const answer = await inTime(asked);
    if (answer.status >= 500) return await asItWas(kept, language);
    const copy = answer.clone();
    if (answer.ok) event.waitUntil(store(url, copy));
    if (answer.status === 404 || answer.status === 410) event.waitUntil(open().then((cache) => cache.delete(url)));
    return answer;
  } catch {
    const instead = kept ?? (await keptShortlist(url));
    return instead ? asItWas(instead, language) : insteadOf(language);
  }
}

async function file(request) {
  return fetch(request).catch(async () => (await find(request.url)) ?? Response.error());
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate" && languageOf(url.pathname)) event.respondWith(page(event));
  else if (url.pathname.startsWith(KNOWN.static)) event.respondWith(file(request));
});
