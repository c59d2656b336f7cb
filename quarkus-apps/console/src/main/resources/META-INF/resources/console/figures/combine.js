/**
 * Figures of several shifts or machines as one. A figure of which a part is not known is not known: a sum that leaves something out
 * looks like a good one.
 */

const WH_PER_KWH = 1000;

/** The figures of a machine over some shifts, each of the same length; those of which nothing at all is known are left out. */
export function overShifts(known, starts) {
  const shifts = starts.map((start) => known.get(start)).filter((figures) => figures !== undefined);
  if (shifts.length <= 1) {
    return shifts[0] ?? {};
  }
  const parts = {
    availability: mean(shifts, ({ availability }) => availability, () => 1),
    // Of the time in which the machine ran, and of the units that it made then: ISO 22400-2 over a longer time.
    performance: mean(shifts, ({ performance }) => performance, ({ availability }) => availability),
    qualityRate: mean(shifts, ({ qualityRate }) => qualityRate, ({ unitsMade }) => unitsMade),
  };
  return defined({ ...parts,
    overallEffectiveness: parts.availability * parts.performance * parts.qualityRate,
    unitsMade: sum(shifts, ({ unitsMade }) => unitsMade),
    energyConsumed: sum(shifts, ({ energyConsumed }) => energyConsumed),
    energyPerUnit: WH_PER_KWH * sum(shifts, ({ energyConsumed }) => energyConsumed) / sum(shifts, ({ unitsMade, qualityRate }) => unitsMade * qualityRate),
    energyPerCellEnergy: sum(shifts, ({ energyConsumed }) => energyConsumed) / sum(shifts, cellEnergy) });
}

/**
 * The figures of a line: what its last step made, and the energy of all its machines for each kWh of the cells that left it.
 *
 * @param machines figures of every machine
 * @param last figures of those of the last step
 */
export function overLine(machines, last) {
  return defined({ unitsMade: sum(last, ({ unitsMade }) => unitsMade),
    energyPerCellEnergy: sum(machines, ({ energyConsumed }) => energyConsumed) / sum(last, cellEnergy) });
}

/** What the cells hold for which a machine used its energy, in kWh. */
const cellEnergy = ({ energyConsumed, energyPerCellEnergy }) => (energyConsumed === 0 ? NaN : energyConsumed / energyPerCellEnergy);

/** NaN, as everything made of it, as soon as a part is not known. */
const sum = (parts, of) => parts.reduce((total, part) => total + (of(part) ?? NaN), 0);

const mean = (parts, of, weight) => sum(parts, (part) => of(part) * weight(part)) / sum(parts, weight);

const defined = (figures) => Object.fromEntries(Object.entries(figures).filter(([, value]) => Number.isFinite(value)));
