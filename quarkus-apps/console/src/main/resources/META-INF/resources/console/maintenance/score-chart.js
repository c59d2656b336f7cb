import { axis, timeAxis } from "../chart/ct-chart.js";
import { formatFigure } from "../text/format.js";

/** The anomaly score over the latest minutes against its limit of 1. */
export function scoreOption(colours, { from, now, points }) {
  return {
    grid: { left: 8, right: 16, top: 14, bottom: 4, containLabel: true },
    xAxis: timeAxis(colours, from, now),
    yAxis: axis(colours, { type: "value", min: 0, max: ({ max }) => Math.max(2, Math.ceil(max * 1.1)), splitNumber: 4 }),
    series: [{
      type: "line", name: "Anomaly score", data: points, showSymbol: false, sampling: "lttb",
      lineStyle: { color: colours.trend, width: 1.5 }, itemStyle: { color: colours.trend },
      tooltip: { valueFormatter: (value) => formatFigure(value) },
      markLine: {
        silent: true, symbol: "none", animation: false,
        lineStyle: { color: colours.warning, type: "dashed", width: 1.5 },
        label: { position: "insideStartTop", color: colours.inkSoft, formatter: "Limit" },
        data: [{ yAxis: 1 }],
      },
    }],
  };
}
