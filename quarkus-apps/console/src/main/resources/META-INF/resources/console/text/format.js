/** How values, ages and times are written for people. Everywhere the same, in the reader's own time zone. */

const zone = new Intl.DateTimeFormat("en-GB", { timeZoneName: "shortOffset" });
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const dayAndClock = new Intl.DateTimeFormat("en-GB", {
  year: "numeric", month: "short", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit",
});

const dayAndMinute = new Intl.DateTimeFormat("en-GB", { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" });
const minuteOnly = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });

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

/** As the models write points in time. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

/** A value that is no number as {@link formatValue} writes it, but a point in time by the reader's clock. */
export function formatText(value) {
  return typeof value === "string" && TIME.test(value) ? formatTime(value) : formatValue(value);
}

/** Units that take the prefixes of the SI. */
const PREFIXED = new Set(["Ω", "W", "Wh", "J", "Pa", "V", "A", "Ah", "Hz", "F"]);
const PREFIXES = [["G", 1e9], ["M", 1e6], ["k", 1e3], ["", 1], ["m", 1e-3], ["µ", 1e-6]];

/**
 * A value with its unit, {number, unit}: a long time in days and hours, ohms and the like with the prefix that they are read with.
 * Everything else as {@link formatValue} writes it.
 */
export function formatQuantity(value, property = {}) {
  const unit = property.unit ?? "";
  if (typeof value === "number" && Number.isFinite(value)) {
    if (unit === "s" && Math.abs(value) >= LONG_S) {
      return { number: formatDuration(value), unit: "" };
    }
    const prefix = PREFIXED.has(unit) && value !== 0 && (Math.abs(value) >= 1e5 || Math.abs(value) < 0.01)
      ? PREFIXES.find(([, size]) => Math.abs(value) >= size) : undefined;
    if (prefix && prefix[0] !== "") {
      return { number: formatFigure(value / prefix[1]), unit: `${prefix[0]}${unit}` };
    }
  }
  return { number: formatValue(value, property), unit };
}

const LONG_S = 6000;

function formatDuration(seconds) {
  const minutes = Math.round(Math.abs(seconds) / 60);
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
  return `${seconds < 0 ? "-" : ""}${days > 0 ? `${days} d ${hours} h` : `${hours} h ${minutes % 60} min`}`;
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

function decimals(value, { deadband, minimum, maximum, unit }) {
  const most = unit === "%" ? 2 : 4;
  if (deadband > 0) {
    return Math.max(0, Math.min(most, Math.floor(-Math.log10(deadband) + 1e-9)));
  }
  const span = Number.isFinite(minimum) && Number.isFinite(maximum) ? maximum - minimum : Math.abs(value);
  return Math.min(most, span >= 1000 ? 0 : span >= 100 ? 1 : span >= 5 ? 2 : 3);
}

/** A number with at most so many significant digits, for figures without a known range. */
export function formatFigure(value, digits = 3) {
  if (typeof value !== "number" || !Number.isFinite(value)) {
    return NONE;
  }
  const magnitude = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  const text = value.toFixed(Math.max(0, Math.min(6, digits - 1 - magnitude)));
  // A small figure that is even to the eye, such as 0.01, is not made to look measured to more.
  return magnitude < -1 ? text.replace(/0+$/, "") : text;
}

/** More than that many times the limit is said to be so: such a figure can be compared with nothing. */
const MOST_TIMES = 100;

/** A figure that is read against its limit, such as an anomaly score: "1.62", or "over 100". */
export function formatMultiple(value, limit = 1) {
  return typeof value === "number" && limit > 0 && value > MOST_TIMES * limit ? `over ${formatFigure(MOST_TIMES * limit)}`
    : typeof value === "number" ? formatFigure(value) : String(value ?? NONE);
}

/** A percentage as every tile shows it: with one decimal, so that 0.9 and 100 are seen to be equally sure. */
export function formatPercentage(value) {
  return typeof value === "number" && Number.isFinite(value) ? value.toFixed(1) : NONE;
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

/** A span of less than a day, to the minute: "27 Nov, 16:00 to 00:00". */
export function formatSpan(from, to) {
  return `${dayAndMinute.format(from)} to ${minuteOnly.format(to)}`;
}

/** The time zone in which times are written, such as "UTC+1, Europe/Berlin". */
export function timeZone(now = new Date()) {
  const offset = zone.formatToParts(now).find((part) => part.type === "timeZoneName")?.value.replace("GMT", "UTC") ?? "";
  const { timeZone: name } = zone.resolvedOptions();
  return name === "UTC" || name === "" ? offset : `${offset}, ${name}`;
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
