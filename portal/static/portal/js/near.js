// "Near me": asks the device once, on a press, and goes on with a position of three decimals,
// about a hundred metres. Browsers tell it to pages over https (or of this machine) only.
const button = document.querySelector("[data-near-me]");
const said = document.getElementById("near-said");

if (button && isSecureContext && navigator.geolocation) {
  button.hidden = false;
  document.querySelector(".near-note").hidden = false;
  button.addEventListener("click", () => {
    said.textContent = button.dataset.asking;
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude } }) => {
        const asked = new URLSearchParams(new FormData(button.form));
        asked.delete("place");
        const query = [`at=${latitude.toFixed(3)},${longitude.toFixed(3)}`, `${asked}`];
        location.assign(`${button.dataset.nearMe}?${query.filter(Boolean).join("&")}`);
      },
      () => { said.textContent = button.dataset.refused; },
      { maximumAge: 60_000, timeout: 15_000 },
    );
  });
}
