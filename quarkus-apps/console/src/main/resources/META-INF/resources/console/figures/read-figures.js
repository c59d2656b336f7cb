import { DAY_MS, SHIFT_MS, oldestOf } from "./shifts.js";

const AT_ONCE = 4;
const MOST_PATHS = 20;

/** The figures of effectiveness, as the model names them. */
const FIGURES = ["overallEffectiveness", "availability", "performance", "qualityRate", "unitsMade", "energyConsumed", "energyPerUnit",
  "energyPerCellEnergy"];

/**
 * What the history knows of machines, by thing id: {shifts: Map of a shift's beginning to its figures by name, complete: Map of a day
 * such as "2026-11-27" to the share of data that arrived} or {problem}. A figure that is not known is not there.
 *
 * @param machines [{id, feature: that of effectiveness, measured: paths of what the device measures}]
 */
export async function readFigures(machines, now) {
  const waiting = [...machines];
  const found = new Map();
  const work = async () => {
    for (let machine = waiting.shift(); machine; machine = waiting.shift()) {
      found.set(machine.id, await readMachine(machine, now).catch((error) => ({ problem: error.message })));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return found;
}

async function readMachine({ id, feature, measured }, now) {
  const [shifts, complete] = await Promise.all([readShifts(id, feature, now), readCompleteness(id, measured, now)]);
  return { shifts, complete };
}

/** A shift's figures are those that were told last in it: they count from its beginning. */
async function readShifts(id, feature, now) {
  const series = await read(`/api/2/timeseries/things/${encodeURIComponent(id)}?${new URLSearchParams({
    paths: FIGURES.map((name) => `/features/${feature}/properties/${name}`).join(","), from: new Date(oldestOf(now)).toISOString(),
    to: "now", step: "8h", agg: "last", tz: "UTC", timeFormat: "ms" })}`);
  const shifts = new Map();
  for (const { path, data } of Array.isArray(series) ? series : []) {
    for (const { t, v } of data ?? []) {
      if (typeof v === "number" && t % SHIFT_MS === 0) {
        shifts.set(t, { ...shifts.get(t), [path.slice(path.lastIndexOf("/") + 1)]: v });
      }
    }
  }
  return new Map([...shifts].map(([start, figures]) => [start, ofOneMoment(figures)]));
}

const PARTS = ["availability", "performance", "qualityRate"];
const ROUNDING = 0.005;

/** The parts are told one by one: those that do not make up the OEE beside them are of different moments, and none of them is known. */
function ofOneMoment(figures) {
  const { overallEffectiveness, ...others } = figures;
  const parts = PARTS.map((name) => figures[name]);
  if (overallEffectiveness === undefined || parts.includes(undefined)
      || Math.abs(parts.reduce((product, part) => product * part, 1) - overallEffectiveness) <= ROUNDING) {
    return figures;
  }
  return Object.fromEntries(Object.entries(others).filter(([name]) => !PARTS.includes(name)));
}

/** What the twin itself says of the running shift, undefined if it says nothing of it: nothing is as sure to be of one moment. */
export function liveFigures(properties, shift) {
  return Date.parse(properties?.since) >= shift
    ? Object.fromEntries(FIGURES.filter((name) => typeof properties[name] === "number").map((name) => [name, properties[name]])) : undefined;
}

async function readCompleteness(id, measured, now) {
  if (measured.length === 0) {
    return new Map();
  }
  const midnight = Math.floor(now / DAY_MS) * DAY_MS;
  const days = await read(`/history/completeness?${new URLSearchParams({ things: id, paths: measured.slice(0, MOST_PATHS).join(","),
    from: new Date(midnight - 2 * DAY_MS).toISOString(), to: "now", tz: "UTC" })}`);
  return new Map((Array.isArray(days) ? days : []).filter((day) => day.pointsDue > 0).map((day) => [day.day, day.completeness]));
}

/** What the plant wants to reach, by figure; none where that cannot be read. */
export async function readTargets() {
  const response = await fetch("/console/figures", { cache: "no-store" }).catch(() => undefined);
  return response?.ok ? (await response.json()).targets : {};
}

async function read(address) {
  const response = await fetch(address, { headers: { Accept: "application/json" } })
    .catch(() => { throw new Error("The history cannot be reached."); });
  if (response.ok) {
    return response.json();
  }
  const body = await response.json().catch(() => undefined);
  throw new Error(response.status === 404 ? "There is no history here, or none of it that you may read."
    : `The history does not answer: ${body?.message ?? `${response.status} ${response.statusText}`}`);
}
