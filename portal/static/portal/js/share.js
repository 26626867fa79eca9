// Copies the link, or hands it to the device's own way of sending, where there is one.
const link = document.querySelector("#share-link");
const copy = document.querySelector("#share-copy");
const send = document.querySelector("#share-send");

link.addEventListener("focus", () => link.select());
if (navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(link.value);
    document.querySelector("#share-said").textContent = copy.dataset.copied;
  });
}
if (navigator.share) {
  send.hidden = false;
  // Who changes their mind has not met an error.
  send.addEventListener("click", () => navigator.share({ title: send.dataset.title, url: link.value }).catch(() => {}));
}
