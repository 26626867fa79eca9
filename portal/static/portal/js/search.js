// The arrows lead through the suggestions of a search box, Escape takes them away.
// Without this the suggestions are links like any others.
for (const box of document.querySelectorAll("[data-search-box]")) {
  const input = box.querySelector("input[type=search]");
  const place = box.querySelector(".search-box__suggestions");

  box.addEventListener("keydown", (event) => {
    const links = [...place.querySelectorAll("a")];
    if (event.key === "Escape" && links.length) {
      place.replaceChildren();
      input.focus();
      event.preventDefault();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !links.length) return;
    const stops = [input, ...links];
    const now = stops.indexOf(document.activeElement);
    stops[(now + step + stops.length) % stops.length].focus();
    event.preventDefault();
  });

  // Who leaves the box has done with its suggestions.
  box.addEventListener("focusout", (event) => {
    if (!box.contains(event.relatedTarget)) place.replaceChildren();
  });
}
