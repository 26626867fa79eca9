// Keeps the bar of an import up to date, and shows the page anew when the work has ended.
const work = document.querySelector("[data-import]");
const bar = work?.querySelector("progress");
const count = work?.querySelector("[data-import-count]");

async function look() {
  const answer = await fetch(location.pathname, { headers: { accept: "application/json" } });
  if (!answer.ok) return;
  const { state, done, total } = await answer.json();
  if (state !== work.dataset.import) {
    location.reload();
    return;
  }
  if (!total) return;
  bar.max = total;
  bar.value = done;
  count.textContent = `${done} / ${total}`;
}

if (work) setInterval(() => look().catch(() => {}), 1000);
