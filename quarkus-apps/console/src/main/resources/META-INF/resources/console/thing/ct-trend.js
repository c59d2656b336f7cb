import { LitElement, css, html, nothing } from "lit";
import "../chart/ct-chart.js";
import { axis, timeAxis } from "../chart/ct-chart.js";
import { RecordsController } from "../lifecycle/records-controller.js";
import { PlantController } from "../page/plant.js";
import { sharedStyles } from "../page/styles.js";
import { formatQuantity } from "../text/format.js";
import { trendOf } from "../twin/trends.js";
import { SPANS, readTrend } from "./history.js";

const DRAW_INTERVAL_MS = 1_000;
const READ_INTERVAL_MS = 60_000;

/** One value over the latest minutes, or over hours to months, large enough to read, with the alarm limits of its model. */
export class CtTrend extends LitElement {
  static properties = {
    plant: { attribute: false },
    thingId: {},
    picked: { attribute: false },
    span: { state: true },
  };

  static styles = [sharedStyles, css`
    .head {
      display: flex;
      justify-content: space-between;
      align-items: baseline;
      gap: 12px;
      flex-wrap: wrap;
    }
    .spans button {
      background: none;
      border: 1px solid var(--line);
      border-radius: 4px;
      padding: 2px 8px;
      cursor: pointer;
    }
    .spans button[aria-pressed="true"] {
      border-color: var(--ink);
    }
    ct-chart {
      height: 190px;
    }
  `];

  #data;
  #drawn = 0;
  #what;
  #read;

  #history = new RecordsController(this, () => {
    const { picked, plant, thingId } = this;
    return readTrend(thingId, picked, this.span, plant.now());
  });

  constructor() {
    super();
    this.span = SPANS[0];
    new PlantController(this);
  }

  render() {
    const view = this.plant?.view(this.thingId);
    const property = view && this.picked && propertyOf(view, this.picked);
    if (!property) {
      return nothing;
    }
    const value = view.value(property);
    const { number, unit } = formatQuantity(value, property);
    return html`
      <section class="panel" aria-label="Trend">
        <div class="head"><h2>${property.title}</h2>
          <span class="spans" role="group" aria-label="Span of time">${SPANS.map((span) => html`
            <button aria-pressed=${span === this.span ? "true" : "false"} @click=${() => { this.span = span; }}>${span.label}</button>`)}</span>
          <span class="figure">${number} <span class="unit">${unit}</span></span></div>
        ${this.span.ms ? this.#past(property, `now ${number} ${unit}`) : html`
        <ct-chart .build=${trendOption} .data=${this.#points(property)}
          summary="${property.title} over the latest minutes, now ${number} ${unit}"></ct-chart>`}
      </section>`;
  }

  #past(property, now) {
    const history = this.#history;
    history.follow(`${this.thingId} ${property.feature} ${property.name} ${this.span.id}`,
      Math.floor(this.plant.now() / READ_INTERVAL_MS));
    if (history.state === "failed") {
      return html`<p class="problem">${history.problem}</p>`;
    }
    if (history.state === "loading") {
      return html`<p class="empty">Reading the history</p>`;
    }
    if (history.value.points.length === 0) {
      return html`<p class="empty">Nothing of this value was kept in this time, or you may not read it.</p>`;
    }
    if (this.#read !== history.value) {
      this.#read = history.value;
      this.#what = undefined;
      this.#data = { property, ...history.value };
    }
    return html`<ct-chart .build=${trendOption} .data=${this.#data}
      summary="${property.title} over ${this.span.label}, ${now}"></ct-chart>`;
  }

  /** The points to draw; the same object for up to a second, since redrawing a chart is dear. */
  #points(property) {
    const what = `${this.thingId} ${property.feature} ${property.name}`;
    const time = performance.now();
    if (what !== this.#what || time - this.#drawn > DRAW_INTERVAL_MS) {
      this.#what = what;
      this.#drawn = time;
      const curve = this.plant.curve(this.thingId, property.feature, property.name);
      this.#data = { property, ...trendOf(curve, this.plant.now()) };
    }
    return this.#data;
  }
}

function propertyOf(view, { feature, name }) {
  return view.groups.flatMap((group) => group.properties)
    .find((property) => property.feature === feature && property.name === name);
}

function trendOption(colours, { property, from, now, points }) {
  const values = points.map(([, value]) => value).filter((value) => value !== null);
  const limits = (property.alarmLimits ?? []).filter((limit) => isNear(limit.limit, values));
  const heights = limits.map((limit) => limit.limit);
  return {
    grid: { left: 8, right: 16, top: 14, bottom: 4, containLabel: true },
    xAxis: timeAxis(colours, from, now),
    yAxis: axis(colours, { type: "value", scale: true, splitNumber: 4,
      min: heights.length > 0 ? ({ min }) => Math.min(min, ...heights) : undefined,
      max: heights.length > 0 ? ({ max }) => Math.max(max, ...heights) : undefined }),
    series: [{
      type: "line", data: points, showSymbol: false, sampling: "lttb", name: property.title,
      lineStyle: { color: colours.trend, width: 1.5 }, itemStyle: { color: colours.trend },
      tooltip: { valueFormatter: (value) => Object.values(formatQuantity(value ?? undefined, property)).join(" ") },
      markLine: {
        silent: true, symbol: "none", animation: false,
        label: { position: "insideStartTop", color: colours.inkSoft, formatter: ({ name }) => name },
        data: limits.map((limit) => ({ yAxis: limit.limit, name: `${limit.kind === "ABOVE" ? "High" : "Low"} limit`,
          lineStyle: { color: colours[limit.severity] ?? colours.lineStrong, type: "dashed" } })),
      },
    }],
  };
}

/** A limit far from the values would press them flat, so it is drawn only when they come near it. */
function isNear(limit, values) {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const reach = Math.max(high - low, Math.abs(high) * 0.25);
  return limit >= low - reach && limit <= high + reach;
}

customElements.define("ct-trend", CtTrend);
