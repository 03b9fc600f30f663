// Adds the reader's own time to online events, where it differs from the event's. The page is whole without it.
for (const place of document.querySelectorAll("[data-viewer-start]")) {
  const start = new Date(place.dataset.viewerStart);
  const end = place.dataset.viewerEnd ? new Date(place.dataset.viewerEnd) : null;
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const clock = (zone) => (moment) =>
    new Intl.DateTimeFormat("en-GB", { timeZone: zone, weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" }).format(moment);
  if (!own || clock(own)(start) === clock(place.dataset.eventZone)(start)) continue;
  const words = end ? new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" }).formatRange(start, end) : clock(own)(start);
  place.textContent = `In your time zone (${own.replaceAll("_", " ")}): ${words}`;
  place.hidden = false;
}
