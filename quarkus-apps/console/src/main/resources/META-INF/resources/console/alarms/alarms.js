import { at, own } from "../twin/merge.js";

/** Severities from worst to least; an unknown one counts as the least. */
export const SEVERITIES = ["critical", "warning", "info"];

/** What can be the matter with an alarm that stands, by ISA-18.2; what wants to be looked at first comes first. */
export const STATES = ["active", "acknowledged", "cleared", "shelved"];

/** What other systems call the same. */
const SYNONYMS = { emergency: "critical", error: "critical", high: "critical", major: "critical", medium: "warning",
  minor: "warning" };

/** All alarms in a thing, shelved ones too, worst first: {thingId, id, severity, since, message, value, limit, state, advice}. */
export function alarmsOf(thing) {
  const active = at(thing, "features", "alarms", "properties", "active") ?? {};
  return Object.keys(active).map((id) => {
    const alarm = own(active, id) ?? {};
    return { ...alarm, thingId: thing.thingId, id, severity: severityOf(alarm.severity) };
  }).sort(worstFirst);
}

/** The alarms of a thing that are to be announced, worst first: those that nobody shelved. */
export function announcedOf(thing, now) {
  return alarmsOf(thing).filter((alarm) => stateOf(alarm, now) !== "shelved");
}

/**
 * One of {@link STATES}. A shelving ends by its time, whatever the twin says still; only a device's own word is taken as it is,
 * since the device keeps the time itself.
 */
export function stateOf(alarm, now) {
  if (Date.parse(at(alarm, "shelved", "until")) > now || (isOfDevice(alarm) && alarm.state === "shelved")) {
    return "shelved";
  }
  if (alarm.state === "cleared") {
    return "cleared";
  }
  return at(alarm, "acknowledged") !== undefined || (isOfDevice(alarm) && alarm.state === "acknowledged") ? "acknowledged" : "active";
}

/** Whether the device raised the alarm itself, so that only the device can acknowledge it. */
export function isOfDevice(alarm) {
  return at(alarm, "condition") !== undefined;
}

/** Orders alarms: worst first, then those that nobody has acknowledged, then the latest. */
export function worstFirst(a, b) {
  return SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)
    || (a.acknowledged ? 1 : 0) - (b.acknowledged ? 1 : 0)
    || String(b.since).localeCompare(String(a.since)) || a.id.localeCompare(b.id);
}

/** What a thing's announced alarms come to, in words. */
export function alarmsText(view, alarms) {
  const shelved = alarmsOf(view.thing).length - alarms.length;
  const also = shelved > 0 ? `, ${shelved} shelved` : "";
  if (alarms.length > 0) {
    return `${alarms.length} active alarms, worst ${alarms[0].severity}${also}`;
  }
  return view.showsAlarms ? `no alarm${also}` : "alarms not visible";
}

export function severityOf(text) {
  const name = String(text).toLowerCase();
  return SEVERITIES.includes(name) ? name : own(SYNONYMS, name) ?? "info";
}
