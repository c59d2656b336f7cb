import { readAlarmRecords } from "../lifecycle/records.js";
import { severityOf } from "./alarms.js";

/** More alarms than one person can take up, by ISA-18.2 and IEC 62682: this many within this time. */
export const FLOOD = { count: 10, ms: 10 * 60_000 };

/** What became of alarms lately, newest first: {thing, at, id, event, by, note, severity, message, value, limit}. */
export async function readJournal() {
  const records = await readAlarmRecords();
  // All else names the raising to which it belongs; what is known of the alarm stands there.
  const raised = new Map(records.filter(({ content }) => content.event === "raised")
    .map((record) => [`${record.thing} ${record.content.alarm} ${Date.parse(record.at)}`, record.content]));
  return records.map((record) => {
    const { content } = record;
    const known = raised.get(`${record.thing} ${content.alarm} ${Date.parse(content.since)}`) ?? content;
    return { thing: record.thing, at: record.at, key: record.id, id: String(content.alarm ?? "unknown"), event: String(content.event ?? "raised"),
      by: content.by, note: content.note,
      severity: known.severity === undefined ? undefined : severityOf(known.severity), message: known.message, value: known.value, limit: known.limit };
  });
}

/** How many alarms were raised within the time that a flood is told by. */
export function raisedLately(journal, now) {
  return journal.filter(({ event, at }) => event === "raised" && now - Date.parse(at) <= FLOOD.ms).length;
}
