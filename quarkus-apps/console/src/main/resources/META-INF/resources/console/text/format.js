/** How values, ages and times are written for people. Everywhere the same, in the reader's own time zone. */

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const dayAndClock = new Intl.DateTimeFormat("en-GB", {
  year: "numeric", month: "short", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit",
});

const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 2 });

const NONE = "–";
const LONGEST_TEXT = 200;

/**
 * A value as text of stable width: the number of decimals follows from the model (the change worth telling, else the
 * range), so that digits do not jump while the value moves.
 */
export function formatValue(value, property = {}) {
  if (value === undefined || value === null || value === "") {
    return NONE;
  }
  if (typeof value === "number") {
    return formatNumber(value, property);
  }
  if (typeof value === "boolean") {
    return value ? "yes" : "no";
  }
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
}

function formatNumber(value, property) {
  if (Math.abs(value) >= 1e7) {
    return compact.format(value);
  }
  if (Math.abs(value) >= 1e5) {
    return value.toFixed(0);
  }
  return Number.isInteger(value) && property.integer ? String(value) : value.toFixed(decimals(value, property));
}

function decimals(value, { deadband, minimum, maximum }) {
  if (deadband > 0) {
    return Math.max(0, Math.min(4, Math.floor(-Math.log10(deadband) + 1e-9)));
  }
  const span = Number.isFinite(minimum) && Number.isFinite(maximum) ? maximum - minimum : Math.abs(value);
  return span >= 1000 ? 0 : span >= 100 ? 1 : span >= 5 ? 2 : 3;
}

/** A number with at most so many significant digits, for figures without a known range. */
export function formatFigure(value, digits = 3) {
  if (typeof value !== "number" || !Number.isFinite(value)) {
    return NONE;
  }
  const magnitude = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  return value.toFixed(Math.max(0, Math.min(6, digits - 1 - magnitude)));
}

/** An age such as "3 s", "12 min", "5 h", "2 d". */
export function formatAge(ms) {
  if (!Number.isFinite(ms)) {
    return NONE;
  }
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 100) {
    return `${seconds} s`;
  }
  if (seconds < 100 * 60) {
    return `${Math.round(seconds / 60)} min`;
  }
  return seconds < 100 * 3600 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86400)} d`;
}

/** A point in time: today's by the clock, others with the day. */
export function formatTime(time) {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) {
    return NONE;
  }
  return date.toDateString() === new Date().toDateString() ? clock.format(date) : dayAndClock.format(date);
}

/** The part of a thing id behind the namespace. */
export function shortId(thingId) {
  return String(thingId).slice(String(thingId).indexOf(":") + 1);
}

/** "pack-7" as "Pack 7", "CurrentBatch" as "Current batch": for names that nobody gave a title. */
export function readableName(name) {
  const words = String(name).replace(/([a-z])([A-Z])/g, "$1 $2").replace(/[-_]+/g, " ").trim().toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
