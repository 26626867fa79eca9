// A button that keeps this page on this device, for its reader alone, and forgets it again.
const button = document.querySelector("[data-keep-here]");
const { isPossible, isKept, keep, forget } = await import(button.dataset.keeping);
const path = location.pathname;

async function show() {
  const here = await isKept(path);
  button.textContent = here ? button.dataset.kept : button.dataset.keep;
}

if (isPossible) {
  await show();
  button.hidden = false;
  document.querySelector("[data-keep-note]").hidden = false;
  button.addEventListener("click", async () => {
    await ((await isKept(path)) ? forget(path) : keep(path));
    await show();
  });
}
