import { css, html, svg } from "lit";
import { trendOf } from "../twin/trends.js";

const WIDTH = 84;
const HEIGHT = 22;

/**
 * The latest minutes of a value as a small curve, to be seen beside the number that says the same. It spans the least
 * and the greatest value seen, but never less than a hundredth of the value's range, so that noise does not look wild.
 */
export function sparkline(curve, property, now) {
  const { from, points } = trendOf(curve, now);
  const { low, high } = spanOf(points.map(([, value]) => value).filter((value) => value !== null), property);
  const place = ([time, value]) => [
    Math.max(0, (time - from) / (now - from)) * WIDTH,
    HEIGHT - 2 - (value - low) / (high - low) * (HEIGHT - 4),
  ].map((number) => number.toFixed(1));
  const lines = piecesOf(points).map((piece) => piece.map(place));
  const end = points[points.length - 1];
  const last = end && end[1] !== null ? place(end) : undefined;
  return html`<svg class="sparkline" viewBox="0 0 ${WIDTH + 2} ${HEIGHT}" width=${WIDTH + 2} height=${HEIGHT} aria-hidden="true">
    ${lines.map((line) => svg`<polyline points=${line.join(" ")}></polyline>`)}
    ${last ? svg`<circle cx=${last[0]} cy=${last[1]} r="1.6"></circle>` : ""}</svg>`;
}

/** The curve in pieces between its gaps; the value before a gap holds until the gap begins. */
function piecesOf(points) {
  const pieces = [[]];
  for (const [time, value] of points) {
    const piece = pieces[pieces.length - 1];
    if (value !== null) {
      piece.push([time, value]);
    } else if (piece.length > 0) {
      piece.push([time, piece[piece.length - 1][1]]);
      pieces.push([]);
    }
  }
  return pieces.filter((piece) => piece.length > 0);
}

function spanOf(values, { minimum, maximum }) {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const range = isFinite(minimum, maximum) ? maximum - minimum : Math.abs(high);
  const least = Math.max(range / 100, 1e-9);
  return high - low >= least ? { low, high } : { low: (low + high - least) / 2, high: (low + high + least) / 2 };
}

const isFinite = (...numbers) => numbers.every(Number.isFinite);

export const sparklineStyles = css`
  .sparkline {
    display: block;
  }
  .sparkline polyline {
    fill: none;
    stroke: var(--trend);
    stroke-width: 1.2;
    stroke-linejoin: round;
  }
  .sparkline circle {
    fill: var(--ink);
  }
`;
