// Keeps the bar of an import up to date, and shows the page anew when the work has ended.
const work = document.querySelector("[data-import]");
const bar = work?.querySelector("progress");
const words = work?.querySelector("[data-import-percent]");

async function look() {
  const answer = await fetch(location.pathname, { headers: { accept: "application/json" } });
  if (!answer.ok) return;
  const { state, percent } = await answer.json();
  if (state !== work.dataset.import) {
    location.reload();
    return;
  }
  if (!percent) return;
  bar.value = percent;
  words.textContent = `${percent}%`;
}

if (work) setInterval(() => look().catch(() => {}), 1000);
