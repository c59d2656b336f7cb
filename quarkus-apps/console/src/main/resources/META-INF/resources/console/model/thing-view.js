import { at, own } from "../twin/merge.js";
import { readableName, shortId } from "../text/format.js";

/** Features that have a panel of their own, so they are not listed among the values. */
const OWN_PANEL = new Set(["alarms", "connection", "health", "lifecycle", "maintenance", "safety"]);
/** Entries of a feature that say something about its values. */
const ABOUT_VALUES = new Set(["observedAt", "quality", "sourceTimes"]);
/** A device that is connected changes some value within that time. */
const SILENT_MS = 60_000;
/** Semantic types that every machine has, so that they do not tell one kind from another. */
const COMMON_TYPES = new Set(["cell:ProcessValue", "cell:ConditionIndicator", "cell:ActivePower", "cell:EnergyTotal"]);

/**
 * A twin read through its model: what kind of thing it is, its name, its values with title and unit. Where the model is
 * missing or does not know a value, the bare name of the twin is used.
 */
export class ThingView {
  #valuesByFeature;

  /** @param seesAll whether the user may see what is internal to the plant: alarms and connections */
  constructor(thing, model, seesAll = true) {
    this.thing = thing;
    this.model = model;
    this.seesAll = seesAll;
  }

  get id() {
    return this.thing.thingId;
  }

  /** The short name that people on the floor use: "Filler 1". */
  get name() {
    const given = at(this.thing, "attributes", "name");
    return typeof given === "string" && given !== "" ? given : readableName(shortId(this.id));
  }

  get title() {
    return this.model?.title ?? "Unknown kind of thing";
  }

  /** "machine", "pack", "batch" or "other". */
  get kind() {
    const types = this.model?.types ?? [];
    if (types.includes("cell:CellBatch")) {
      return "batch";
    }
    if (types.includes("cell:BatteryPack") || types.includes("cell:BatteryModule")) {
      return "pack";
    }
    if (this.model?.processStep || types.includes("cell:Machine") || at(this.thing, "features", "connection")) {
      return "machine";
    }
    return "other";
  }

  /** The step of the process that a machine does, such as "coating"; undefined for other things. */
  get processStep() {
    return this.model?.processStep;
  }

  /** Where the values come from, if they are simulated. */
  get dataSource() {
    const source = at(this.thing, "attributes", "dataSource");
    return typeof source === "string" && source !== "" ? source : undefined;
  }

  /** {status, since, reason, address}, undefined for a thing that no adapter feeds. */
  get connection() {
    return at(this.thing, "features", "connection", "properties");
  }

  get isDisconnected() {
    return this.connection?.status === "disconnected";
  }

  /** Whether that there is no alarm can be told from there being none to be seen. */
  get showsAlarms() {
    return this.seesAll || at(this.thing, "features", "alarms") !== undefined;
  }

  /** When the youngest value of the thing was read, in ms since the epoch; -Infinity if the twin does not say. */
  get lastObservedAt() {
    return Math.max(...Object.keys(this.thing.features ?? {}).map((feature) => this.observedAt(feature))
      .filter((time) => !Number.isNaN(time)), -Infinity);
  }

  /** Whether nothing has come for long while nobody may see if the device is connected at all. */
  isSilent(now) {
    return this.connection === undefined && now - this.lastObservedAt > SILENT_MS && this.lastObservedAt > -Infinity;
  }

  /** The value that carries a semantic type, undefined if there is none. */
  valueOfType(type) {
    const property = (this.model?.properties ?? []).find((candidate) => candidate.types.includes(type));
    return property && this.value(property);
  }

  /** The value of a property of the model, undefined if the twin does not have it. */
  value(property) {
    return property.feature === null
      ? at(this.thing, "attributes", property.name)
      : at(this.thing, "features", property.feature, "properties", property.name);
  }

  /** Why a value is not good, undefined while it is. */
  badQuality(property) {
    return property.feature === null
      ? undefined
      : at(this.thing, "features", property.feature, "properties", "quality", property.name);
  }

  /** When the values of a feature were read, in ms since the epoch; NaN if the twin does not say. */
  observedAt(feature) {
    return Date.parse(at(this.thing, "features", feature, "properties", "observedAt"));
  }

  /** The state of the machine by its PackML name, or of the pack by its lifecycle. */
  get state() {
    return this.valueOfType("cell:MachineState") ?? this.valueOfType("cell:BatteryState")
      ?? at(this.thing, "features", "lifecycle", "properties", "state");
  }

  get currentBatch() {
    const batch = this.valueOfType("cell:CurrentBatch");
    return typeof batch === "string" && batch !== "" ? batch : undefined;
  }

  /** The one or two values that stand in the picture of the line: what only this kind of machine has comes first. */
  get keyProperties() {
    const numbers = (this.model?.properties ?? []).filter((property) =>
      property.feature !== null && !OWN_PANEL.has(property.feature) && property.unit && !isChannel(property.feature)
      && typeof this.value(property) === "number");
    const process = numbers.filter((property) => property.types.includes("cell:ProcessValue"));
    const telling = (property) => (property.types.some((type) => !COMMON_TYPES.has(type)) ? 0
      : property.types.includes("cell:ActivePower") ? 2 : 1);
    return (process.length > 0 ? process.sort((a, b) => telling(a) - telling(b)) : numbers).slice(0, 2);
  }

  /** The property of the model at "<feature>/<name>", undefined if the model has none there. */
  propertyAt(path) {
    return this.model?.properties.find((property) => `${property.feature}/${property.name}` === path);
  }

  /** The process steps that a batch has passed, in order: {step, machine, startedAt, endedAt, values, alarms}. */
  get steps() {
    return Object.keys(this.thing.features ?? {}).filter((feature) => this.#isStep(feature))
      .map((feature) => ({ ...at(this.thing, "features", feature, "properties"), step: feature }))
      .sort((a, b) => String(a.startedAt).localeCompare(String(b.startedAt)));
  }

  #isStep(feature) {
    return at(this.thing, "features", feature, "properties", "startedAt") !== undefined;
  }

  /** Features with their values, [{feature, title, properties}], in the model's order. */
  get groups() {
    if (!this.#valuesByFeature) {
      this.#valuesByFeature = this.#group();
    }
    return this.#valuesByFeature;
  }

  #group() {
    const groups = new Map();
    const add = (property) => {
      if (!groups.has(property.feature)) {
        groups.set(property.feature, []);
      }
      groups.get(property.feature).push(property);
    };
    const known = new Set();
    for (const property of this.model?.properties ?? []) {
      known.add(`${property.feature} ${property.name}`);
      if (property.feature !== null && !OWN_PANEL.has(property.feature) && !this.#isStep(property.feature)
          && !ABOUT_VALUES.has(property.name) && (this.value(property) !== undefined || this.badQuality(property) !== undefined)) {
        add(property);
      }
    }
    for (const [feature, content] of Object.entries(this.thing.features ?? {})) {
      if (OWN_PANEL.has(feature) || this.#isStep(feature)) {
        continue;
      }
      for (const name of Object.keys(own(content, "properties") ?? {})) {
        if (!ABOUT_VALUES.has(name) && !known.has(`${feature} ${name}`)) {
          add({ name, feature, title: readableName(name), unit: "", types: [], alarmLimits: [] });
        }
      }
    }
    return [...groups].map(([feature, properties]) => ({ feature, title: own(this.model?.features, feature) ?? readableName(feature), properties }));
  }

  /** Attributes worth reading: what the thing is, with title and unit. */
  get attributes() {
    const byName = new Map((this.model?.properties ?? []).filter((property) => property.feature === null)
      .map((property) => [property.name, property]));
    return Object.keys(this.thing.attributes ?? {}).filter((name) => name !== "dataSource").map((name) =>
      byName.get(name) ?? { name, feature: null, title: readableName(name), unit: "", types: [], alarmLimits: [] });
  }
}

/** Whether a feature is one of many alike, such as "channel07". */
function isChannel(feature) {
  return /\d$/.test(feature);
}
