import { thingLink } from "../page/links.js";
import { shortId } from "../text/format.js";

const MOST = 12;
const KINDS = { machine: "Machine", pack: "Pack", batch: "Batch", other: "Thing" };

/**
 * What of the plant has all words of a question in it, [{kind, name, detail, href}]: machines, packs and batches by name, id, kind
 * and state, alarms by their message and thing. What begins with the question comes first.
 */
export function matchesOf(plant, question) {
  const words = question.toLowerCase().split(/\s+/).filter((word) => word !== "");
  if (words.length === 0) {
    return [];
  }
  return [...things(plant), ...alarms(plant)]
    .filter((found) => words.every((word) => found.text.includes(word)))
    .sort((a, b) => rank(a, words[0]) - rank(b, words[0]))
    .slice(0, MOST);
}

const things = (plant) => plant.views.map((view) => entry(KINDS[view.kind], view.name,
  [view.title, view.state === undefined ? "" : String(view.state)].filter((part) => part !== "").join(", "), view.id));

const alarms = (plant) => plant.allAlarms.map((alarm) => entry("Alarm", String(alarm.message ?? alarm.id),
  plant.view(alarm.thingId)?.name ?? shortId(alarm.thingId), alarm.thingId));

const entry = (kind, name, detail, thingId) =>
  ({ kind, name, detail, href: thingLink(thingId), text: [kind, name, detail, thingId].join(" ").toLowerCase() });

const rank = ({ name }, word) => (name.toLowerCase().startsWith(word) ? 0 : 1);
