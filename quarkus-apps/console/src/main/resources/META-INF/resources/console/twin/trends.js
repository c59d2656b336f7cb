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

  /** Takes the numbers that a change of a thing brought. */
  record(thingId, features, time) {
    for (const [feature, content] of Object.entries(features ?? {})) {
      for (const [property, value] of Object.entries(content?.properties ?? {})) {
        if (typeof value === "number") {
          this.#push(curveKey(thingId, feature, property), time, value);
        }
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
    if (time - curve.lastTime >= SPACING_MS) {
      curve.push(time, value);
    }
  }
}

/**
 * What a trend shows of a curve: the points of the latest minutes, and the time at its left edge, which moves out until
 * the whole of those minutes is known. A twin's value holds until it changes, so the last one reaches up to now.
 */
export function trendOf(curve, now) {
  const points = curve?.since(now - TREND_MS) ?? [];
  if (points.length === 0) {
    return { from: now - LEAST_MS, now, points };
  }
  const age = now - points[0][0];
  const from = now - Math.max(LEAST_MS, Math.min(TREND_MS, age));
  return { from, now, points: [...points, [now, points[points.length - 1][1]]] };
}

const curveKey = (thingId, feature, property) => JSON.stringify([thingId, feature, property]);
