// A card that is open keeps the screen awake, and itself for where there is no network.
const said = document.querySelector("[data-awake]");
const words = { awake: "", kept: "" };

function say(about, text) {
  words[about] = text;
  said.textContent = Object.values(words).filter(Boolean).join(" ");
}

async function stayAwake() {
  if (document.visibilityState !== "visible") return;
  const lock = await navigator.wakeLock.request("screen");
  say("awake", said.dataset.awake);
  lock.addEventListener("release", () => say("awake", ""));
}

if (navigator.wakeLock) {
  // A phone may refuse, to save its battery; nothing is lost but comfort.
  const attempt = () => stayAwake().catch(() => {});
  document.addEventListener("visibilitychange", attempt);
  attempt();
}

import(said.dataset.keeping)
  .then(({ keep }) => keep(location.pathname))
  .then((done) => done && say("kept", said.dataset.kept));
