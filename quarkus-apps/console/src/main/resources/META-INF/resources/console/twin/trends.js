import { at, own } from "./merge.js";
import { Ring } from "./ring.js";

/** The most of the past that a trend shows. */
const TREND_MS = 5 * 60 * 1000;
const LEAST_MS = 60 * 1000;
const POINTS = 600;
const SPACING_MS = TREND_MS / POINTS;
const MOST_CURVES = 4000;

/**
 * Remembers the latest minutes of every number that changes while the page is open. A curve keeps at most one point
 * for every half second, and there is a most of curves, so the page's memory does not grow with time or with the plant.
 */
export class Trends {
  #curves = new Map();

  /**
   * Takes the numbers that a change of a thing brought. A value that is not good, or of a device that is not connected, is not
   * known: its curve has a gap until it is good again.
   *
   * @param thing the thing after the change
   * @param features those that the change brought
   */
  record(thing, features, time) {
    if (isCut(thing)) {
      this.#interrupt((key) => key.startsWith(thingPrefix(thing.thingId)), time);
      return;
    }
    for (const [feature, content] of Object.entries(features ?? {})) {
      const now = own(own(thing.features, feature), "properties") ?? {};
      const told = Object.keys(own(content, "properties") ?? {});
      const judged = Object.keys(own(own(content, "properties"), "quality") ?? {});
      // Where a feature was read, what is not told of it has not changed: it is known again.
      const read = told.includes("observedAt")
        ? Object.keys(now).filter((property) => Number.isNaN(this.curve(thing.thingId, feature, property)?.lastValue)) : [];
      for (const property of new Set([...told, ...judged, ...read])) {
        const value = own(now, property);
        if (typeof value === "number") {
          const good = own(own(now, "quality"), property) === undefined;
          this.#push(curveKey(thing.thingId, feature, property), time, good ? value : NaN);
        }
      }
    }
  }

  /** Nothing is known of any value from now on: the page has lost its connection. */
  interrupt(time) {
    this.#interrupt(() => true, time);
  }

  #interrupt(concerns, time) {
    for (const [key, curve] of this.#curves) {
      if (concerns(key) && !Number.isNaN(curve.lastValue)) {
        curve.push(time, NaN);
      }
    }
  }

  /** The curve of a value, or undefined while nothing of it was seen. */
  curve(thingId, feature, property) {
    return this.#curves.get(curveKey(thingId, feature, property));
  }

  #push(key, time, value) {
    let curve = this.#curves.get(key);
    if (!curve) {
      if (this.#curves.size >= MOST_CURVES) {
        return;
      }
      curve = new Ring(POINTS);
      this.#curves.set(key, curve);
    }
    // Where a gap begins or ends is never left out.
    if (time - curve.lastTime >= SPACING_MS || Number.isNaN(value) !== Number.isNaN(curve.lastValue)) {
      curve.push(time, value);
    }
  }
}

/**
 * What a trend shows of a curve: the points of the latest minutes, and the time at its left edge, which moves out until
 * the whole of those minutes is known. A twin's value holds until it changes, so the last one reaches up to now, unless it is
 * not known any more. A point's value is null where a gap begins.
 */
export function trendOf(curve, now) {
  const points = (curve?.since(now - TREND_MS) ?? []).map(([time, value]) => [time, Number.isNaN(value) ? null : value]);
  if (points.length === 0) {
    return { from: now - LEAST_MS, now, points };
  }
  const age = now - points[0][0];
  const from = now - Math.max(LEAST_MS, Math.min(TREND_MS, age));
  return { from, now, points: [...points, [now, points[points.length - 1][1]]] };
}

const isCut = (thing) => at(thing, "features", "connection", "properties", "status") === "disconnected";

const thingPrefix = (thingId) => `${JSON.stringify([thingId]).slice(0, -1)},`;

const curveKey = (thingId, feature, property) => JSON.stringify([thingId, feature, property]);
