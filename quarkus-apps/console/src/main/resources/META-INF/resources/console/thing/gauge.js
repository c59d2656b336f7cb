import { css, html, nothing, svg } from "lit";

const WIDTH = 68;
const HEIGHT = 16;
const BAR = { top: 7, height: 6 };

/**
 * A value within its range: the light part of the bar is where no alarm limit is crossed, the pointer is the value. It
 * lets an operator see what is unusual without reading a number. Empty for a value without a range.
 */
export function gauge(value, property) {
  const { minimum, maximum } = property;
  if (typeof value !== "number" || !Number.isFinite(minimum) || !Number.isFinite(maximum) || maximum <= minimum) {
    return html`<span class="gauge"></span>`;
  }
  const place = (at) => Math.max(0, Math.min(1, (at - minimum) / (maximum - minimum))) * WIDTH;
  const limits = property.alarmLimits ?? [];
  const lower = Math.max(minimum, ...limits.filter((limit) => limit.kind === "BELOW").map((limit) => limit.limit));
  const upper = Math.min(maximum, ...limits.filter((limit) => limit.kind === "ABOVE").map((limit) => limit.limit));
  const crossed = limits.find((limit) => limit.kind === "ABOVE" ? value > limit.limit : value < limit.limit);
  const x = place(value);
  return html`<svg class="gauge" viewBox="-4 0 ${WIDTH + 8} ${HEIGHT}" width=${WIDTH + 8} height=${HEIGHT} aria-hidden="true">
    <rect class="range" x="0" y=${BAR.top} width=${WIDTH} height=${BAR.height}></rect>
    ${limits.length > 0
      ? svg`<rect class="normal" x=${place(lower)} y=${BAR.top} width=${Math.max(0, place(upper) - place(lower))} height=${BAR.height}></rect>`
      : nothing}
    ${limits.map((limit) => svg`<path class="limit" d="M${place(limit.limit)} ${BAR.top - 1}v${BAR.height + 2}"></path>`)}
    <polygon class="pointer ${crossed?.severity ?? ""}" points="${x - 4},1 ${x + 4},1 ${x},${BAR.top + 2}"></polygon>
  </svg>`;
}

export const gaugeStyles = css`
  .gauge {
    display: block;
    overflow: visible;
    width: 76px;
    height: 16px;
  }
  .gauge .range { fill: var(--sunken); }
  .gauge .normal { fill: var(--line); }
  .gauge .limit { stroke: var(--ink-soft); stroke-width: 1; }
  .gauge .pointer { fill: var(--ink); }
  .gauge .pointer.critical { fill: var(--alarm-critical); }
  .gauge .pointer.warning { fill: var(--alarm-warning); }
  .gauge .pointer.info { fill: var(--alarm-info); }
`;
