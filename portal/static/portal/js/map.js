/* A map of places over our own metro lines. The places lie in the page as JSON; the same
   places stand there as a list, so that without script nothing is missing. Leaflet is
   fetched only when the map comes near the window. */

const METRO_RADIUS = 800; // metres: "near this station" is an area, not a door
const LABELS_FROM = 13; // the zoom from which stations show their names

const localized = (thing, language) =>
  language === "en" ? [thing.name_en, thing.name_zh_hans] : [thing.name_zh_hans, thing.name_en];

function load(element, attribute, url) {
  return new Promise((resolve, reject) => {
    element[attribute] = url;
    element.addEventListener("load", resolve);
    element.addEventListener("error", reject);
    document.head.append(element);
  });
}

async function fetchLeaflet({ styles, leaflet }) {
  if (window.L) return;
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet" });
  await Promise.all([load(link, "href", styles), load(document.createElement("script"), "src", leaflet)]);
}

function names(first, second, language) {
  const box = document.createElement("span");
  const other = document.createElement("span");
  other.className = "second";
  other.lang = language === "en" ? "zh-Hans" : "en";
  other.textContent = second;
  box.append(first, document.createElement("br"), other);
  return box;
}

function drawGround(map, ground, language) {
  const lines = L.layerGroup().addTo(map);
  for (const line of ground.lines) {
    L.polyline(line.points, { color: line.colour, weight: 3, opacity: 0.75, interactive: false }).addTo(lines);
  }
  const stations = L.layerGroup().addTo(map);
  const labels = L.layerGroup();
  for (const station of ground.stations) {
    const at = [station.lat, station.lon];
    const [name] = localized(station, language);
    L.circleMarker(at, { radius: 2.5, className: "map__station", interactive: false }).addTo(stations);
    const icon = L.divIcon({ className: "map__label", html: "", iconSize: null });
    const label = L.marker(at, { icon, interactive: false, keyboard: false });
    label.on("add", () => {
      label.getElement().textContent = name;
      label.getElement().ariaHidden = "true"; // scenery; 400 names would drown the places
    });
    label.addTo(labels);
  }
  const show = () => (map.getZoom() >= LABELS_FROM ? labels.addTo(map) : labels.remove());
  map.on("zoomend", show);
  show();
}

function popup(place, { language, near }) {
  const box = document.createElement("div");
  const link = document.createElement(place.url ? "a" : "b");
  if (place.url) link.href = place.url;
  link.append(names(place.name, place.second, language));
  box.append(link);
  if (place.precision === "metro") box.append(document.createElement("br"), near);
  return box;
}

function drawPlaces(map, places, data) {
  const bounds = L.latLngBounds([]);
  for (const place of places) {
    const at = [place.lat, place.lon];
    bounds.extend(at);
    const content = popup(place, data);
    if (place.precision === "metro") {
      const area = L.circle(at, { radius: METRO_RADIUS, className: "map__area" }).addTo(map).bindPopup(content);
      area.getElement().dataset.lattice = place.lattice || "none";
    }
    const icon = L.divIcon({
      className: place.precision === "metro" ? "map__pin map__pin--near" : "map__pin",
      iconSize: [26, 26],
      popupAnchor: [0, -10],
    });
    const title = [place.name, place.second].filter(Boolean).join(" · ");
    const marker = L.marker(at, { icon, title, alt: title, keyboard: true }).addTo(map).bindPopup(content);
    const element = marker.getElement();
    element.dataset.lattice = place.lattice || "none";
    element.setAttribute("aria-label", title);
  }
  map.fitBounds(bounds.pad(0.1), { maxZoom: 14, animate: false });
}

async function draw(element) {
  const data = element.dataset;
  const places = JSON.parse(document.getElementById(data.places).textContent);
  const [ground] = await Promise.all([
    fetch(data.ground).then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status))),
    fetchLeaflet(data),
  ]);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(element, {
    attributionControl: false, // it stands under the map, in the page's language
    scrollWheelZoom: false,
    zoomAnimation: !still,
    fadeAnimation: false,
    maxZoom: 16,
    minZoom: 8,
  });
  map.setView([39.93, 116.4], 10);
  drawGround(map, ground, data.language);
  drawPlaces(map, places, data);
  element.querySelector(".leaflet-control-zoom-in")?.setAttribute("aria-label", data.zoomIn);
  element.querySelector(".leaflet-control-zoom-out")?.setAttribute("aria-label", data.zoomOut);
}

const seen = new IntersectionObserver(
  (entries) => {
    for (const entry of entries.filter(({ isIntersecting }) => isIntersecting)) {
      seen.unobserve(entry.target);
      draw(entry.target).catch(() => { entry.target.hidden = true; });
    }
  },
  { rootMargin: "300px" },
);

function begin(root) {
  for (const element of root.querySelectorAll("[data-map][hidden]")) {
    element.hidden = false;
    seen.observe(element);
  }
}

begin(document);
document.addEventListener("htmx:load", (event) => begin(event.target));
