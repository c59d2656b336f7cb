import { css, html, svg } from "lit";

/** Shape, number and its baseline by severity, on a field of 16 × 16: colour is never the only sign. */
const shapes = {
  critical: { points: "8,0 16,8 8,16 0,8", number: "1", y: 11.6 },
  warning: { points: "8,0.5 16,15.5 0,15.5", number: "2", y: 13.8 },
  info: { points: "1.5,1.5 14.5,1.5 14.5,14.5 1.5,14.5", number: "3", y: 11.6 },
};

/** The sign of a severity, to be put into an SVG picture. */
export function alarmShape(severity) {
  const shape = shapes[severity];
  return svg`
    <polygon class="alarm-shape ${severity}" points=${shape.points}></polygon>
    <text class="alarm-number ${severity}" x="8" y=${shape.y}>${shape.number}</text>`;
}

/** The sign of a severity as an image of its own, with its name for those who do not see it. */
export function alarmIcon(severity, size = 18) {
  return html`<svg class="alarm-icon" viewBox="0 0 16 16" width=${size} height=${size} role="img"
    aria-label="${severity} alarm">${alarmShape(severity)}</svg>`;
}

export const alarmShapeStyles = css`
  .alarm-icon {
    flex: none;
    vertical-align: -3px;
  }
  .alarm-shape.critical { fill: var(--alarm-critical); }
  .alarm-shape.warning { fill: var(--alarm-warning); }
  .alarm-shape.info { fill: var(--alarm-info); }
  .alarm-number {
    font: 700 10px var(--family);
    text-anchor: middle;
  }
  .alarm-number.critical { fill: var(--on-critical); }
  .alarm-number.warning { fill: var(--on-warning); }
  .alarm-number.info { fill: var(--on-info); }
`;
