/* The camera at the door. Every scan goes into a queue in this browser first, with a nonce
   of its own, and from there to the portal: a short loss of network loses nobody, and what
   arrives twice counts once. Without script the form on the page does the same by hand. */

const RETRY = 1000; // ms between tries while the network is away
const LOOK = 120; // ms between looks at the picture
const AGAIN = 4000; // ms in which the same code before the camera is the same scan

const page = document.querySelector("#scanner");
const form = page.querySelector("form");
const video = page.querySelector("video");
const answer = page.querySelector(".door__answer");
const waiting = page.querySelector(".door__waiting");
const words = page.dataset;
const KEY = `door:${form.action}`;

const queue = () => JSON.parse(localStorage.getItem(KEY) ?? "[]");
const fill = (text, facts) => text.replace(/\{(\w+)\}/g, (_whole, name) => facts[name]);

function keep(scans) {
  localStorage.setItem(KEY, JSON.stringify(scans));
  waiting.hidden = scans.length === 0;
  waiting.textContent = fill(words.waiting, { number: scans.length });
}

function say(text, tone) {
  answer.textContent = text;
  answer.dataset.tone = tone;
}

async function post({ place, nonce }) {
  const body = new FormData(form);
  body.set("place", place);
  body.set("nonce", nonce);
  const response = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
  if (response.status >= 500) throw new Error("away");
  return response.ok ? response.json() : null;
}

function tell(result) {
  if (!result) return say(words.refused, "bad");
  document.querySelector("#count").textContent = fill(words.counts, result);
  if (result.refusal) return say([result.name, result.refusal].filter(Boolean).join(": "), "bad");
  return say(fill(result.people > 1 ? words.party : words.in, result), "good");
}

let sending = false;

async function send() {
  if (sending) return;
  sending = true;
  for (let scans = queue(); scans.length; scans = queue()) {
    const result = await post(scans[0]).catch(() => undefined);
    if (result === undefined) {
      say(words.kept, "wait");
      setTimeout(send, RETRY);
      break;
    }
    keep(queue().slice(1));
    tell(result);
  }
  sending = false;
}

function take(place) {
  keep([...queue(), { place, nonce: crypto.randomUUID() }]);
  send();
}

/* The browser's own reader of codes or, where it has none (iPhones, many programs that are
   browsers inside), one of ours, fetched when the camera is started. */
async function reader() {
  const own = await globalThis.BarcodeDetector?.getSupportedFormats().catch(() => []);
  if (own?.includes("qr_code")) return BarcodeDetector;
  return (await import(words.reader)).BarcodeDetector;
}

async function scan() {
  const detector = new (await reader())({ formats: ["qr_code"] });
  video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  video.hidden = false;
  await video.play();
  const seen = new Map();
  const look = async () => {
    for (const { rawValue } of await detector.detect(video).catch(() => [])) {
      if (performance.now() - (seen.get(rawValue) ?? -AGAIN) > AGAIN) take(rawValue);
      seen.set(rawValue, performance.now());
    }
    setTimeout(look, LOOK);
  };
  look();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  take(form.place.value);
  form.place.value = "";
  form.place.focus();
});
addEventListener("online", send);
keep(queue());
send();

if (navigator.mediaDevices) {
  const start = page.querySelector("[data-start]");
  page.querySelector("[data-no-scanner]").hidden = true;
  start.hidden = false;
  start.querySelector("button").addEventListener("click", () => {
    start.hidden = true;
    scan().catch(() => {
      start.hidden = false;
      say(words.camera, "bad");
    });
  });
}
