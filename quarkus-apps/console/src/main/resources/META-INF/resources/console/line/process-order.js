/** The usual order of steps in a cell factory; a step that is not here comes after those that are, by name. */
const USUAL_ORDER = ["mixing", "coating", "drying", "calendering", "slitting", "notching", "stacking", "winding",
  "assembly", "welding", "filling", "wetting", "formation", "ageing", "aging", "grading", "sorting", "module-assembly",
  "pack-assembly"];

/** Machines by step, in the order in which a batch passes them: [{step, machines}]. */
export function stagesOf(machines) {
  const stages = new Map();
  for (const machine of machines) {
    const step = machine.processStep ?? "";
    stages.set(step, [...(stages.get(step) ?? []), machine]);
  }
  return [...stages].map(([step, members]) => ({ step, machines: members }))
    .sort((a, b) => rank(a.step) - rank(b.step) || a.step.localeCompare(b.step));
}

function rank(step) {
  if (step === "") {
    return USUAL_ORDER.length + 1;
  }
  const index = USUAL_ORDER.indexOf(step.toLowerCase());
  return index < 0 ? USUAL_ORDER.length : index;
}
