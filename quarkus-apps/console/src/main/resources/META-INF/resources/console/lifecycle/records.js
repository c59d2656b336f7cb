/** Reads the lifecycle records. Every function throws an Error whose message an operator can use. */

const MOST_RECORDS = 50;
const MOST_ALARM_RECORDS = 300;

/** The latest records about a thing or with its part in them, newest first: {type, thing, at, related, content}. */
export async function readRecords(thingId) {
  const query = new URLSearchParams({ thing: thingId, limit: String(MOST_RECORDS) });
  const { records } = await read(`/lifecycle/records?${query}`);
  return (Array.isArray(records) ? records : []).map(withType);
}

/** The latest records of alarms of all things, newest first. */
export async function readAlarmRecords() {
  const { records } = await read(`/lifecycle/records?${new URLSearchParams({ type: "alarm", limit: String(MOST_ALARM_RECORDS) })}`);
  return (Array.isArray(records) ? records : []).map(withType);
}

/** The kin of a thing: {states, batches: [{thing, states, steps}], machines, packs, complete, notes: why it is not}. */
export async function readTrace(thingId) {
  const trace = await read(`/lifecycle/trace/${encodeURIComponent(thingId)}`);
  return { states: [], batches: [], machines: [], packs: [], complete: true, notes: [], ...trace };
}

const withType = (record) => ({ ...record, type: String(record.type).toLowerCase(), content: record.content ?? {} });

async function read(address) {
  const response = await fetch(address, { headers: { Accept: "application/json" } })
    .catch(() => { throw new Error("The lifecycle records cannot be reached."); });
  if (response.ok) {
    return response.json();
  }
  if (response.status === 403) {
    throw new Error("Your account may not read the lifecycle records.");
  }
  const body = await response.json().catch(() => undefined);
  throw new Error(`The lifecycle records do not answer: ${body?.message ?? `${response.status} ${response.statusText}`}`);
}
