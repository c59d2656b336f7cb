import { svg } from "lit";

/**
 * Symbols of machines, drawn on a field of 40 × 40. A step without one of its own gets the plain box, so that a new kind
 * of machine needs no change here.
 */
const symbols = {
  coating: svg`
    <path d="M2 30H38" class="stroke"/>
    <rect x="17" y="10" width="20" height="14" class="body"/>
    <path d="M21 14v6M27 14v6M33 14v6" class="stroke"/>
    <path d="M5 12h8l-2 10h-4z" class="body"/>
    <path d="M9 22v7" class="stroke"/>
    <circle cx="4" cy="33" r="3" class="body"/><circle cx="36" cy="33" r="3" class="body"/>`,
  calendering: svg`
    <path d="M2 20H38" class="stroke"/>
    <circle cx="20" cy="11" r="8" class="body"/><circle cx="20" cy="29" r="8" class="body"/>
    <circle cx="20" cy="11" r="1.5" class="dot"/><circle cx="20" cy="29" r="1.5" class="dot"/>`,
  filling: svg`
    <path d="M4 6h14v14a7 5 0 0 1-14 0z" class="body"/>
    <path d="M11 25v7h8" class="stroke"/>
    <circle cx="25" cy="31" r="6" class="body"/><path d="M22 28l7 3-7 3z" class="dot"/>
    <path d="M31 31h4V15" class="stroke"/><path d="M32 15h6l-3 5z" class="dot"/>`,
  formation: svg`
    <rect x="5" y="3" width="30" height="34" class="body"/>
    <path d="M5 14H35M5 25H35M15 3V37M25 3V37" class="stroke"/>`,
};

const box = svg`<rect x="5" y="7" width="30" height="26" class="body"/><path d="M5 15H35" class="stroke"/>`;

/** The symbol of the machine that does a step. */
export function symbolOf(step) {
  return Object.hasOwn(symbols, step ?? "") ? symbols[step] : box;
}
