// Escape closes the menu of a small screen, and leads back to what opened it.
const menu = document.querySelector(".masthead__nav details");

menu.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !menu.open) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
