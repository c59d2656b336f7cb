import { axis } from "../chart/ct-chart.js";
import { formatFigure } from "../text/format.js";

/**
 * The capacity over the cycles so far, and where it leads: a fan from the last point to the end-of-life capacity, which is
 * reached after p05 to p95 more cycles, most likely after the median. Where that capacity is not told, the cycles in which
 * the end of life is expected are marked instead.
 *
 * @param data {cycles, capacityAh, endOfLifeAh: number | undefined, remaining: {median, p05, p95} | undefined}
 */
export function fadeOption(colours, { cycles, capacityAh, endOfLifeAh, remaining }) {
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
        markLine: endOfLifeAh === undefined ? undefined : endOfLifeLine(colours, endOfLifeAh),
        markArea: remaining && !fans ? endOfLifeCycles(colours, last[0], remaining) : undefined,
      },
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

function forecast(colours, last, endOfLifeAh, { median, p05, p95 }) {
  const end = (cyclesLeft) => [last[0] + cyclesLeft, endOfLifeAh];
  return [area(colours, [last, end(p05), end(p95)]), curve(colours, "Forecast", [last, end(median)], "dashed")];
}

function endOfLifeLine(colours, endOfLifeAh) {
  return {
    silent: true, symbol: "none", animation: false,
    lineStyle: { color: colours.ink, type: "dotted", width: 1.5 },
    label: { position: "insideStartTop", color: colours.inkSoft, formatter: "End of life" },
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
