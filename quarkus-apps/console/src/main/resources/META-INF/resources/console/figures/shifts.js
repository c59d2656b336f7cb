const HOUR_MS = 3_600_000;

/** The shifts for which effectiveness is measured: three a day, from midnight UTC. */
export const SHIFT_MS = 8 * HOUR_MS;
export const DAY_MS = 24 * HOUR_MS;

const MOST_SHIFTS = 6;
const MOST_DAYS = 2;

export const shiftOf = (time) => Math.floor(time / SHIFT_MS) * SHIFT_MS;

const dayOf = (time) => Math.floor(time / DAY_MS) * DAY_MS;

/** What figures can be shown of, [{from, to, running}]: the running shift and those before it, then today and the day before, all in UTC. */
export function periodsUntil(now) {
  const period = (from, length) => ({ from, to: from + length, running: from + length > now });
  return [...Array.from({ length: MOST_SHIFTS }, (none, index) => period(shiftOf(now) - index * SHIFT_MS, SHIFT_MS)),
    ...Array.from({ length: MOST_DAYS }, (none, index) => period(dayOf(now) - index * DAY_MS, DAY_MS))];
}

/** The beginnings of the shifts in a period. */
export const shiftsIn = ({ from, to }) => Array.from({ length: (to - from) / SHIFT_MS }, (none, index) => from + index * SHIFT_MS);

/** The same period of the day before. */
export const dayBefore = ({ from, to }) => ({ from: from - DAY_MS, to: to - DAY_MS });

/** The beginning of the oldest shift that is shown or compared with. */
export const oldestOf = (now) => Math.min(...periodsUntil(now).map((period) => dayBefore(period).from));
