/* A map of places over our own metro lines. The places lie in the page as JSON or are
   fetched; the same places stand in the page as a list, so that without script nothing is
   missing. Leaflet and what groups the places come only when the map comes near the window.
   Positions arrive in the datum of the ground, WGS-84 unless the operator's tiles need another. */

const METRO_RADIUS = 800; // metres: "near this station" is an area, not a door
const LABELS_FROM = 13; // the zoom from which stations show their names
const NEAREST = 16;
const LISTED = 20; // names of places that stand at one point

const localized = (thing, language) =>
  language === "en" ? [thing.name_en, thing.name_zh_hans] : [thing.name_zh_hans, thing.name_en];
const fill = (words, numbers) => words.replace(/\{(\w+)\}/g, (_, name) => numbers[name]);

async function json(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

function load(element, attribute, url) {
  return new Promise((resolve, reject) => {
    element[attribute] = url;
    element.addEventListener("load", resolve);
    element.addEventListener("error", reject);
    document.head.append(element);
  });
}

async function fetchTools({ styles, leaflet, supercluster }) {
  if (window.L && window.Supercluster) return;
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet" });
  const script = (url) => load(document.createElement("script"), "src", url);
  await Promise.all([load(link, "href", styles), script(leaflet), script(supercluster)]);
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

// Several places at one point, as a list.
function popupOf(places, rest, data) {
  const list = document.createElement("ul");
  list.className = "map__list";
  for (const place of places) {
    const item = document.createElement("li");
    item.append(popup(place, data));
    list.append(item);
  }
  if (rest > 0) {
    const more = document.createElement("li");
    more.textContent = fill(data.more, { n: rest });
    list.append(more);
  }
  return list;
}

// A marker that keys and pointers reach; what it looks like is in map.css.
function marker(at, { look, title, text = "", lattice = "none", size = 26 }) {
  const icon = L.divIcon({ className: look, html: "", iconSize: [size, size], popupAnchor: [0, -10] });
  const made = L.marker(at, { icon, title, alt: title, keyboard: true });
  made.on("add", () => {
    const element = made.getElement();
    element.textContent = text;
    element.dataset.lattice = lattice;
    element.setAttribute("aria-label", title);
  });
  return made;
}

// One place: a pin; or, where only its station is known, a circle around that.
function drawPlace(place, data) {
  const at = [place.lat, place.lon];
  const near = place.precision === "metro";
  const title = [place.name, place.second, near && data.near].filter(Boolean).join(" · ");
  const look = near ? "map__pin map__pin--near" : "map__pin";
  const lattice = place.lattice || "none";
  const pin = marker(at, { look, title, lattice }).bindPopup(popup(place, data));
  if (!near) return pin;
  const area = L.circle(at, { radius: METRO_RADIUS, className: "map__area", interactive: false });
  area.on("add", () => { area.getElement().dataset.lattice = lattice; });
  return L.layerGroup([area, pin]);
}

class Places {
  constructor(map, { places, cells = [] }, data, status) {
    Object.assign(this, { map, data, status, drawn: new Map() });
    const point = (lat, lon, properties) => ({
      type: "Feature", geometry: { type: "Point", coordinates: [lon, lat] }, properties,
    });
    this.index = new Supercluster({
      radius: 48,
      maxZoom: NEAREST,
      map: ({ number }) => ({ number }),
      reduce: (sum, { number }) => { sum.number += number; },
    }).load([
      ...places.map((place) => point(place.lat, place.lon, { place, number: 1 })),
      // Very many places arrive counted; to see single ones a reader filters further.
      ...cells.map((cell) => point(cell.lat, cell.lon, { number: cell.number })),
    ]);
    const spots = [...places, ...cells].map(({ lat, lon }) => [lat, lon]);
    map.fitBounds(L.latLngBounds(spots).pad(0.1), { maxZoom: 14, animate: false });
    map.on("moveend", () => this.show());
    this.show();
  }

  // What is drawn already stays, or the one that has the focus would lose it.
  show() {
    const bounds = this.map.getBounds().pad(0.3);
    const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    const zoom = this.map.getZoom();
    const wanted = new Map(this.index.getClusters(box, zoom).map((each) => [this.key(each, zoom), each]));
    for (const [key, layer] of this.drawn) {
      if (!wanted.has(key)) {
        layer.remove();
        this.drawn.delete(key);
      }
    }
    for (const [key, feature] of wanted) {
      if (!this.drawn.has(key)) this.drawn.set(key, this.draw(feature).addTo(this.map));
    }
    this.say();
  }

  key({ properties: { cluster_id: id, place }, geometry: { coordinates } }, zoom) {
    return place ? `place ${place.url}` : `group ${id} ${zoom} ${coordinates}`;
  }

  draw(feature) {
    const { place, number } = feature.properties;
    if (place) return drawPlace(place, this.data);
    const [lon, lat] = feature.geometry.coordinates;
    const size = 34 + 8 * Math.min(Math.floor(Math.log10(number)), 3);
    const title = fill(this.data.group, { n: number });
    const made = marker([lat, lon], { look: "map__group", title, text: number, size });
    const open = () => this.open(feature.properties, made);
    return made.on("click", open).on("keypress", ({ originalEvent: { key } }) => {
      if (key === "Enter" || key === " ") open();
    });
  }

  // A group falls apart when one comes nearer; places at one point are told as a list.
  open({ cluster_id: id, number }, made) {
    const zoom = id === undefined ? NEAREST + 1 : this.index.getClusterExpansionZoom(id);
    if (zoom <= NEAREST) {
      const inside = new Set(this.index.getChildren(id).map((child) => this.key(child, zoom)));
      this.map.once("moveend", () => this.focus(inside));
      this.map.setView(made.getLatLng(), zoom);
      return;
    }
    const leaves = id === undefined ? [] : this.index.getLeaves(id, LISTED);
    const places = leaves.map(({ properties }) => properties.place).filter(Boolean);
    made.unbindPopup().bindPopup(popupOf(places, number - places.length, this.data)).openPopup();
  }

  focus(keys) {
    const key = [...this.drawn.keys()].find((each) => keys.has(each));
    const layer = this.drawn.get(key);
    const pin = layer?.getLayers ? layer.getLayers().at(-1) : layer;
    pin?.getElement()?.focus({ preventScroll: true });
  }

  say() {
    const inSight = this.map.getBounds();
    let [n, groups] = [0, 0];
    const zoom = this.map.getZoom();
    const box = [inSight.getWest(), inSight.getSouth(), inSight.getEast(), inSight.getNorth()];
    for (const { properties } of this.index.getClusters(box, zoom)) {
      n += properties.number;
      groups += properties.place ? 0 : 1;
    }
    this.status.textContent = fill(groups ? this.data.sightGroups : this.data.sight, { n, groups });
  }
}

async function draw(element) {
  const data = element.dataset;
  const inPage = () => JSON.parse(document.getElementById(data.places).textContent);
  const [ground, told] = await Promise.all([
    json(data.ground),
    data.source ? json(data.source) : { places: inPage() },
    fetchTools(data),
  ]);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(element, {
    attributionControl: false, // it stands under the map, in the page's language
    scrollWheelZoom: false,
    zoomAnimation: !still,
    fadeAnimation: false,
    maxZoom: NEAREST,
    minZoom: 8,
  });
  // Below, where no bubble hides it: bubbles open upwards.
  map.zoomControl.setPosition("bottomleft");
  map.setView([39.93, 116.4], 10);
  if (data.tiles) L.tileLayer(data.tiles, { maxZoom: NEAREST, alt: "" }).addTo(map);
  drawGround(map, ground, data.language);
  const status = element.closest("figure").querySelector(".map__said");
  if (told.places.length || told.cells?.length) new Places(map, told, data, status);
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
    element.closest("details")?.removeAttribute("hidden"); // a fold without its map would be empty
    seen.observe(element);
  }
}

begin(document);
document.addEventListener("htmx:load", (event) => begin(event.target));
