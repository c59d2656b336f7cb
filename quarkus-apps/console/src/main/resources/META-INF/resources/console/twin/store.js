import { at, mergePatch, own, pointerNames, replaceAt, wrap } from "./merge.js";
import { Trends } from "./trends.js";

/**
 * Every twin that the signed-in user may read, as the server last said. Listeners are told at most once a picture,
 * however many changes arrived meanwhile.
 */
export class TwinStore extends EventTarget {
  #things = new Map();
  #trends = new Trends();
  #changed = new Set();
  #painted = 0;
  #scheduled = false;
  /** Server time less this computer's time, in ms: ages must not depend on a badly set clock. */
  #clockOffset = 0;

  constructor(pictureIntervalMs = 120) {
    super();
    this.pictureIntervalMs = pictureIntervalMs;
  }

  get trends() {
    return this.#trends;
  }

  /** All things, by id. */
  get things() {
    return [...this.#things.values()].sort((a, b) => a.thingId.localeCompare(b.thingId, "en", { numeric: true }));
  }

  thing(thingId) {
    return this.#things.get(thingId);
  }

  /** Now, by the server's clock, in ms since the epoch. */
  now() {
    return Date.now() + this.#clockOffset;
  }

  setServerTime(ms) {
    this.#clockOffset = ms - Date.now();
  }

  /** Nothing is heard of any thing from now on. */
  interrupt() {
    this.#trends.interrupt(this.now());
  }

  /** Takes a whole read: things that are not in it are gone. */
  replaceAll(things) {
    const ids = new Set(things.map((thing) => thing.thingId));
    for (const thingId of this.#things.keys()) {
      if (!ids.has(thingId)) {
        this.#forget(thingId);
      }
    }
    for (const thing of things) {
      const known = this.#things.get(thing.thingId);
      if (!known || !(known._revision > thing._revision)) {
        this.#put(thing.thingId, thing);
      }
    }
  }

  /** Takes one event in Ditto protocol form; an event older than what is known is dropped. */
  applyEvent(event) {
    const [namespace, name, group, channel, criterion, action] = String(event.topic).split("/");
    if (group !== "things" || channel !== "twin" || criterion !== "events") {
      return;
    }
    const thingId = `${namespace}:${name}`;
    const known = this.#things.get(thingId);
    if (known && event.revision <= known._revision) {
      return;
    }
    const names = pointerNames(event.path ?? "/");
    if (action === "deleted" && names.length === 0) {
      this.#forget(thingId);
      return;
    }
    const thing = this.#changedThing(known ?? { thingId }, action, names, event.value);
    if (thing) {
      thing.thingId = thingId;
      thing._revision = event.revision;
      thing._modified = event.timestamp;
      this.#put(thingId, thing, wrap(names, event.value));
    }
  }

  #changedThing(thing, action, names, value) {
    switch (action) {
      case "merged":
      case "migrated":
        return mergePatch(thing, wrap(names, value));
      case "created":
      case "modified":
        return replaceAt(thing, names, value);
      case "deleted":
        return replaceAt(thing, names, undefined);
      default:
        return undefined;
    }
  }

  #put(thingId, thing, change = thing) {
    this.#things.set(thingId, thing);
    this.#trends.record(thing, own(change, "features"), this.now());
    this.#announce(thingId);
  }

  #forget(thingId) {
    if (this.#things.delete(thingId)) {
      this.#announce(thingId);
    }
  }

  #announce(thingId) {
    this.#changed.add(thingId);
    if (!this.#scheduled) {
      this.#scheduled = true;
      requestAnimationFrame((time) => this.#paint(time));
    }
  }

  #paint(time) {
    if (time - this.#painted < this.pictureIntervalMs) {
      requestAnimationFrame((next) => this.#paint(next));
      return;
    }
    this.#scheduled = false;
    this.#painted = time;
    const changed = this.#changed;
    this.#changed = new Set();
    this.dispatchEvent(new CustomEvent("change", { detail: changed }));
  }
}

/** The properties of a thing's feature, undefined where there are none. */
export function featureProperties(thing, feature) {
  return at(thing, "features", feature, "properties");
}
