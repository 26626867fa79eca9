/* Beside the hour in Beijing, the hour by the reader's own clock, where it is another. */

// English as the pages write it: the day before the month.
const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;

const format = (moment, zone) =>
  new Intl.DateTimeFormat(language, {
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
