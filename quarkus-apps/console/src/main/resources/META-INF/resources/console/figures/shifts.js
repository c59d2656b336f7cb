const HOUR_MS = 3_600_000;

/** The shifts for which effectiveness is measured: three a day, from midnight UTC. */
export const SHIFT_MS = 8 * HOUR_MS;
export const DAY_MS = 24 * HOUR_MS;

const MOST_SHIFTS = 6;

export const shiftOf = (time) => Math.floor(time / SHIFT_MS) * SHIFT_MS;

/** The beginnings of the running shift and of those before it, in ms, the latest first. */
export function shiftsUntil(now) {
  return Array.from({ length: MOST_SHIFTS }, (none, index) => shiftOf(now) - index * SHIFT_MS);
}
