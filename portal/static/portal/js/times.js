/* Beside the hour in Beijing, the hour by the reader's own clock, where it is another. */

const format = (moment, zone) =>
  new Intl.DateTimeFormat(document.documentElement.lang, {
    weekday: "short", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...zone,
  }).format(moment);

for (const time of document.querySelectorAll("time[data-yours]")) {
  const moment = new Date(time.dateTime);
  const here = format(moment, {});
  if (here === format(moment, { timeZone: "Asia/Shanghai" })) continue;
  const line = document.createElement("span");
  line.className = "when__yours";
  line.textContent = time.dataset.yours.replace("{time}", here);
  time.after(line);
}
