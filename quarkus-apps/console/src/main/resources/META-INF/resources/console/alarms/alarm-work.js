import { isOfDevice } from "./alarms.js";

/** What people do about alarms. Every function throws an Error whose message an operator can use. */

/** For how long an alarm can be shelved; nobody shelves one for ever. */
export const SHELVING = [
  { label: "15 min", ms: 15 * 60_000 },
  { label: "1 h", ms: 3_600_000 },
  { label: "8 h", ms: 8 * 3_600_000 },
  { label: "24 h", ms: 24 * 3_600_000 },
];

/** Alarm ids that can stand in a condition; others cannot be told apart from what is raised anew. */
const USABLE_ID = /^[\w.-]+$/;
const COMMAND_TIMEOUT_S = 15;

/** Why the user may not handle alarms of a thing, undefined if they may. What the thing's policy says decides. */
export async function whyNot(alarm) {
  if (!USABLE_ID.test(alarm.id)) {
    return "The name of this alarm has characters with which it cannot be handled here.";
  }
  const resource = isOfDevice(alarm) ? "message:/inbox/messages/acknowledge" : `thing:/features/alarms/properties/active/${alarm.id}`;
  const response = await send("POST", "/api/2/checkPermissions", "application/json",
    { write: { resource, entityId: alarm.thingId, hasPermissions: ["WRITE"] } });
  const answer = await response.json();
  return answer.write === true ? undefined
    : `Your account may look at this alarm, but not handle it: the policy of ${alarm.thingId} does not give it the right to write ${resource}.`;
}

/** Somebody has seen the alarm. What the device raised itself is acknowledged at the device. */
export async function acknowledge(alarm, by, note, now) {
  if (!isOfDevice(alarm)) {
    return merge(alarm, { acknowledged: { by, at: timeText(now), ...(note === "" ? {} : { note }) } });
  }
  return send("POST", `/api/2/things/${encodeURIComponent(alarm.thingId)}/inbox/messages/acknowledge?timeout=${COMMAND_TIMEOUT_S}`,
    "application/json", { alarm: alarm.id, comment: note });
}

/** Nobody wants to hear of the alarm for some time. */
export function shelve(alarm, by, note, now, ms) {
  return merge(alarm, { shelved: { by, until: timeText(now + ms), note } });
}

/** What somebody says to the advice of an alarm: accepted, rejected (the machine is healthy as it runs) or done. */
export function answer(alarm, what, by, note, now) {
  return merge(alarm, { answered: { answer: what, by, at: timeText(now), note: note === "" ? null : note } });
}

/** Whoever shelved it, or another, wants to hear of it again. */
export function unshelve(alarm) {
  return merge(alarm, { shelved: null });
}

/** An alarm that latches is over and has been looked at. */
export function remove(alarm) {
  return merge(alarm, null, `eq(features/alarms/properties/active/${alarm.id}/state,"cleared")`);
}

/** Never written but into the alarm that was seen: one that is gone would come to be anew, and stand for ever. */
function merge(alarm, patch, also) {
  const same = `eq(features/alarms/properties/active/${alarm.id}/since,${JSON.stringify(String(alarm.since))})`;
  const query = new URLSearchParams({ condition: also ? `and(${same},${also})` : same });
  return send("PATCH", `/api/2/things/${encodeURIComponent(alarm.thingId)}/features/alarms/properties/active/${encodeURIComponent(alarm.id)}?${query}`,
    "application/merge-patch+json", patch);
}

async function send(method, address, type, body) {
  const response = await fetch(address, { method, headers: { "Content-Type": type, Accept: "application/json" }, body: JSON.stringify(body) })
    .catch(() => { throw new Error("The twin service cannot be reached; nothing was written."); });
  if (response.ok) {
    return response;
  }
  const answer = await response.json().catch(() => undefined);
  switch (response.status) {
    case 412:
      throw new Error("Nothing was written: the alarm has gone, or was raised anew. Look at it again.");
    case 401:
      throw new Error("Nothing was written: you are signed out.");
    case 403: case 404:
      throw new Error("Nothing was written: your account may not do that.");
    case 408:
      throw new Error("The device has not answered. It takes commands only if its registration and its adapter say so.");
    default:
      throw new Error(`Nothing was written: ${answer?.message ?? `${response.status} ${response.statusText}`}`);
  }
}

const timeText = (ms) => new Date(ms).toISOString();
