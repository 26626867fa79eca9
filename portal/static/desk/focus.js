// Where somebody clicks on the picture, its focus is; a ring shows where it is now.
const box = document.querySelector("[data-focus]");
const across = document.querySelector("[name=focus_x]");
const down = document.querySelector("[name=focus_y]");

if (box && across && down) {
  const ring = box.appendChild(document.createElement("span"));
  const show = () => {
    ring.style.left = `${across.value}%`;
    ring.style.top = `${down.value}%`;
  };
  const percent = (part, whole) => Math.min(100, Math.max(0, Math.round((part / whole) * 100)));
  box.addEventListener("click", (event) => {
    const edge = box.getBoundingClientRect();
    across.value = percent(event.clientX - edge.left, edge.width);
    down.value = percent(event.clientY - edge.top, edge.height);
    for (const field of [across, down]) field.dispatchEvent(new Event("change", { bubbles: true }));
    show();
  });
  for (const field of [across, down]) field.addEventListener("input", show);
  show();
}
