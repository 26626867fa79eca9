// Asks the worker (/service-worker.js) to keep a page on this device or to forget it. It
// serves the pages of the two languages and no others, and leaves when it has nothing left.
const SCOPES = ["/en/", "/zh-hans/"];

export const isPossible = "serviceWorker" in navigator && "caches" in window;

async function ask(question) {
  await Promise.all(SCOPES.map((scope) => navigator.serviceWorker.register("/service-worker.js", { scope })));
  const { active } = await navigator.serviceWorker.ready;
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    active.postMessage(question, [port2]);
  });
}

async function leave() {
  const registrations = await navigator.serviceWorker.getRegistrations();
  await Promise.all(registrations.map((registration) => registration.unregister()));
}

// Tells whether the page, in both languages, now lies on this device.
export async function keep(path) {
  return isPossible && !(await ask({ keep: path })).failed;
}

export async function forget(path) {
  if (!isPossible || !(await navigator.serviceWorker.getRegistration())) return;
  const { left } = await ask({ forget: path });
  if (left === false) await leave();
}

export async function isKept(path) {
  return isPossible && Boolean(await caches.match(path, { ignoreVary: true }));
}

// Everything that is kept in a language, the newest first, without the page that lists it.
export async function kept(language) {
  const found = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) {
      const answer = await cache.match(url);
      const at = answer.headers.get("x-kept-at");
      const path = url.slice(location.origin.length);
      if (!at || !path.startsWith(`/${language}/`) || path === `/${language}/kept/`) continue;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      found.push({ path, at, title: page.querySelector("meta[property='og:title']").content });
    }
  }
  return found.sort((one, other) => other.at.localeCompare(one.at));
}
