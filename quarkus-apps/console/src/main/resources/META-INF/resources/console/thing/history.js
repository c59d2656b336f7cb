const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The spans of time that a trend can show; the first is what the page has seen itself. */
export const SPANS = [
  { id: "now", label: "Now" },
  { id: "1h", label: "1 h", ms: HOUR_MS, step: "20s" },
  { id: "24h", label: "24 h", ms: DAY_MS, step: "5m" },
  { id: "7d", label: "7 d", ms: 7 * DAY_MS, step: "30m" },
  { id: "30d", label: "30 d", ms: 30 * DAY_MS, step: "2h" },
  { id: "90d", label: "90 d", ms: 90 * DAY_MS, step: "6h" },
];

/**
 * The means of a value over a span: {from, now, points}, where a point without a value begins a gap. A bucket without values goes
 * on with the one before, as the twin does, unless the value was not known. Throws an Error whose message an operator can use.
 */
export async function readTrend(thingId, { feature, name }, span, now) {
  const path = ["things", thingId, "features", feature, "properties", name].map(encodeURIComponent).join("/");
  const query = new URLSearchParams({ from: `now-${span.id}`, to: "now", step: span.step, agg: "avg", fill: "previous", timeFormat: "ms" });
  const response = await fetch(`/api/2/timeseries/${path}?${query}`, { headers: { Accept: "application/json" } })
    .catch(() => { throw new Error("The history cannot be reached."); });
  if (!response.ok) {
    const body = await response.json().catch(() => undefined);
    throw new Error(`The history does not answer: ${body?.message ?? `${response.status} ${response.statusText}`}`);
  }
  const [series] = await response.json();
  const points = (series?.data ?? []).filter(({ v }) => v === null || typeof v === "number").map(({ t, v }) => [t, v]);
  return { from: now - span.ms, now, points };
}
