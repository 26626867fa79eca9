// Above each list of stations a field to type into: the list then shows what is called so.
for (const list of document.querySelectorAll("select[data-stations]")) {
  const field = document.createElement("input");
  field.type = "search";
  field.className = "find-station";
  field.placeholder = list.dataset.stations;
  field.setAttribute("aria-label", list.dataset.stations);
  field.setAttribute("aria-controls", list.id);
  const said = document.createElement("p");
  said.className = "help";
  said.setAttribute("role", "status");
  list.before(field, said);

  const all = [...list.children];
  const stations = new Map();
  for (const option of list.querySelectorAll("option[value]:not([value=''])")) {
    if (!stations.has(option.value)) stations.set(option.value, option.label);
  }

  const showAll = () => {
    const chosen = list.value;
    list.replaceChildren(...all);
    list.value = chosen;
    list.size = 0;
  };

  field.addEventListener("input", () => {
    const words = field.value.trim().toLowerCase();
    said.textContent = "";
    if (!words) return showAll();
    const found = [...stations].filter(([, name]) => name.toLowerCase().includes(words));
    if (!found.length) said.textContent = list.dataset.none;
    const now = list.value;
    const kept = stations.has(now) && !found.some(([value]) => value === now);
    const shown = kept ? [[now, stations.get(now)], ...found] : found;
    list.replaceChildren(...shown.map(([value, name]) => new Option(name, value)));
    list.value = now;
    list.size = Math.min(8, Math.max(2, shown.length));
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "ArrowDown") return;
    event.preventDefault(); // Enter would send the whole form
    list.focus();
  });
  const settle = () => {
    if (!field.value || list.selectedIndex < 0) return;
    field.value = "";
    said.textContent = "";
    showAll();
  };
  list.addEventListener("click", settle);
  list.addEventListener("blur", settle);
  list.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    settle();
  });
}
