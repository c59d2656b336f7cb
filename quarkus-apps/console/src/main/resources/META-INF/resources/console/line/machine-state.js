/** PackML states (ANSI/ISA-TR88.00.02) in which a machine works. */
const WORKING = new Set(["execute", "starting", "completing", "unholding", "unsuspending"]);
/** States that an operator should look into. */
const ABNORMAL = new Set(["held", "holding", "suspended", "suspending", "aborted", "aborting"]);

/** "working", "abnormal" or "resting" for a state's name; anything unknown rests. */
export function activityOf(state) {
  const name = String(state).toLowerCase();
  if (WORKING.has(name)) {
    return "working";
  }
  return ABNORMAL.has(name) ? "abnormal" : "resting";
}
