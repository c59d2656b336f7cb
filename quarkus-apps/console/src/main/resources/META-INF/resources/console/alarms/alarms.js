import { at, own } from "../twin/merge.js";

/** Severities from worst to least; an unknown one counts as the least. */
export const SEVERITIES = ["critical", "warning", "info"];

/** What other systems call the same. */
const SYNONYMS = { emergency: "critical", error: "critical", high: "critical", major: "critical", medium: "warning",
  minor: "warning" };

/** The active alarms of a thing, worst first: {thingId, id, severity, since, message, value, limit, state}. */
export function alarmsOf(thing) {
  const active = at(thing, "features", "alarms", "properties", "active") ?? {};
  return Object.keys(active).map((id) => {
    const alarm = own(active, id) ?? {};
    return { ...alarm, thingId: thing.thingId, id, severity: severityOf(alarm.severity) };
  }).sort(worstFirst);
}

/** Orders alarms: worst first, then the latest. */
export function worstFirst(a, b) {
  return SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)
    || String(b.since).localeCompare(String(a.since)) || a.id.localeCompare(b.id);
}

/** What a thing's alarms come to, in words. */
export function alarmsText(view, alarms) {
  if (alarms.length > 0) {
    return `${alarms.length} active alarms, worst ${alarms[0].severity}`;
  }
  return view.showsAlarms ? "no alarm" : "alarms not visible";
}

function severityOf(text) {
  const name = String(text).toLowerCase();
  return SEVERITIES.includes(name) ? name : own(SYNONYMS, name) ?? "info";
}
