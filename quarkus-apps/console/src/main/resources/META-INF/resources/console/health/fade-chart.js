import { axis } from "../chart/ct-chart.js";
import { formatFigure } from "../text/format.js";

/**
 * The capacity over the cycles so far, and where it leads: a fan from the last point to the end-of-life capacity, which is
 * reached after p05 to p95 more cycles, most likely after the median. Where that capacity is not told, the cycles in which
 * the end of life is expected are marked instead; of a battery that is beyond it only the capacity of the end of life is.
 *
 * @param data {cycles, capacityAh, errorsAh: as many standard errors or none, endOfLifeAh: number | undefined,
 *     remaining: {median, p05, p25, p75, p95} | undefined}
 */
export function fadeOption(colours, { cycles, capacityAh, errorsAh = [], endOfLifeAh, remaining }) {
  const measured = cycles.map((cycle, index) => [cycle, capacityAh[index]]);
  const last = measured[measured.length - 1];
  const fans = remaining && last[1] > endOfLifeAh;
  const lastCycle = remaining ? last[0] + remaining.p95 : last[0];
  return {
    grid: { left: 8, right: 20, top: 26, bottom: 22, containLabel: true },
    xAxis: axis(colours, { type: "value", name: "Cycles", nameLocation: "middle", nameGap: 24, min: cycles[0],
      max: Math.ceil(lastCycle * 1.02), splitLine: { show: false } }),
    yAxis: axis(colours, { type: "value", name: "Capacity (Ah)", nameTextStyle: { align: "left", color: colours.inkSoft },
      scale: true, splitNumber: 4, min: ({ min }) => tenthBelow(fans ? Math.min(min, endOfLifeAh) : min) }),
    series: [
      {
        ...curve(colours, "Capacity", measured, "solid"),
        markLine: endOfLifeAh === undefined ? undefined : endOfLifeLine(colours, endOfLifeAh, last[1] <= endOfLifeAh),
        markArea: remaining && endOfLifeAh === undefined ? endOfLifeCycles(colours, last[0], remaining) : undefined,
      },
      ...(errorsAh.length > 0 ? [errorBars(colours, measured, errorsAh)] : []),
      ...(fans ? forecast(colours, last, endOfLifeAh, remaining) : []),
    ],
  };
}

function curve(colours, name, data, type) {
  return {
    type: "line", name, data, showSymbol: false,
    lineStyle: { color: colours.trend, width: type === "solid" ? 2 : 1.5, type }, itemStyle: { color: colours.trend },
    tooltip: { valueFormatter: (value) => `${formatFigure(value)} Ah` },
  };
}

/** Two standard errors to each side of every capacity. */
function errorBars(colours, measured, errorsAh) {
  return {
    type: "custom", name: "Error", silent: true, tooltip: { show: false }, z: 1,
    data: measured.map(([cycle, capacity], index) => [cycle, capacity - 2 * errorsAh[index], capacity + 2 * errorsAh[index]]),
    encode: { x: 0, y: [1, 2], tooltip: [] },
    renderItem: (params, api) => {
      const [x, low] = api.coord([api.value(0), api.value(1)]);
      const [, high] = api.coord([api.value(0), api.value(2)]);
      return { type: "line", shape: { x1: x, y1: low, x2: x, y2: high }, style: { stroke: colours.inkSoft, lineWidth: 1 } };
    },
  };
}

function forecast(colours, last, endOfLifeAh, { median, p05, p25, p75, p95 }) {
  const end = (cyclesLeft) => [last[0] + cyclesLeft, endOfLifeAh];
  const half = Number.isFinite(p25) && Number.isFinite(p75) ? [area(colours, [last, end(p25), end(p75)])] : [];
  return [area(colours, [last, end(p05), end(p95)]), ...half, curve(colours, "Forecast", [last, end(median)], "dashed")];
}

/** The label stands where the curve is not: above the line at its end once the curve has fallen below it. */
function endOfLifeLine(colours, endOfLifeAh, isPassed) {
  return {
    silent: true, symbol: "none", animation: false,
    lineStyle: { color: colours.ink, type: "dotted", width: 1.5 },
    label: { position: isPassed ? "insideEndTop" : "insideStartTop", color: colours.inkSoft, formatter: "End of life" },
    data: [{ yAxis: endOfLifeAh }],
  };
}

function endOfLifeCycles(colours, cycle, { p05, p95 }) {
  return {
    silent: true, animation: false, itemStyle: { color: colours.band },
    label: { position: "insideTop", color: colours.inkSoft },
    data: [[{ xAxis: cycle + p05, name: "End of life" }, { xAxis: cycle + p95 }]],
  };
}

/** A filled polygon with its corners at points of the chart. */
function area(colours, corners) {
  return {
    type: "custom", name: "Interval", silent: true, tooltip: { show: false }, z: 1,
    data: [corners.flat()],
    encode: { x: [0, 2, 4], y: [1, 3, 5], tooltip: [] },
    renderItem: (params, api) => ({
      type: "polygon",
      shape: { points: corners.map((corner) => api.coord(corner)) },
      style: { fill: colours.band },
    }),
  };
}

/** The next round tenth below, so that the axis begins with a figure of its own. */
const tenthBelow = (value) => Math.ceil(value * 10 - 1) / 10;
