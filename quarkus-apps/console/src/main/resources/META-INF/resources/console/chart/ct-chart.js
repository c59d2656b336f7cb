import { LitElement, css, html } from "lit";
import { sharedStyles } from "../page/styles.js";

/** ECharts is large and not needed for the first picture, so it is loaded with the first chart. */
const echartsLoading = () => import("echarts");

/**
 * A chart by ECharts in the page's own colours. `build` is a function (colours) => ECharts option, called again when
 * `data` changes; `summary` says in words what is to be seen.
 */
export class CtChart extends LitElement {
  static properties = {
    build: { attribute: false },
    data: { attribute: false },
    summary: {},
  };

  static styles = [sharedStyles, css`
    :host {
      position: relative;
      height: 220px;
    }
    div {
      position: absolute;
      inset: 0;
    }
  `];

  #chart;
  #observer = new ResizeObserver(() => this.#chart?.resize());
  #scheme = matchMedia("(prefers-color-scheme: dark)");
  #recolour = () => this.#draw();

  connectedCallback() {
    super.connectedCallback();
    this.#observer.observe(this);
    this.#scheme.addEventListener("change", this.#recolour);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#observer.disconnect();
    this.#scheme.removeEventListener("change", this.#recolour);
    this.#chart?.dispose();
    this.#chart = undefined;
  }

  render() {
    return html`<div role="img" aria-label=${this.summary ?? ""}></div>`;
  }

  async updated() {
    if (!this.#chart) {
      const echarts = await echartsLoading();
      const place = this.renderRoot.querySelector("div");
      if (this.#chart || !this.isConnected || !place) {
        return;
      }
      this.#chart = echarts.init(place);
    }
    this.#draw();
  }

  #draw() {
    if (this.#chart && this.build) {
      const colours = coloursOf(this);
      this.#chart.setOption({ ...common(colours), ...this.build(colours, this.data) }, { notMerge: true, lazyUpdate: true });
    }
  }
}

/** What all charts have alike; tooltips are drawn, not written as HTML, which keeps twin values harmless. */
function common(colours) {
  return {
    animation: false,
    textStyle: { fontFamily: colours.family, color: colours.ink },
    tooltip: {
      trigger: "axis",
      renderMode: "richText",
      backgroundColor: colours.raised,
      borderColor: colours.lineStrong,
      textStyle: { color: colours.ink, fontSize: 12 },
      axisPointer: { lineStyle: { color: colours.lineStrong } },
    },
  };
}

/** An axis in the page's style. */
export function axis(colours, options) {
  return {
    nameTextStyle: { color: colours.inkSoft, fontSize: 12 },
    axisLabel: { color: colours.inkSoft, fontSize: 12, hideOverlap: true },
    axisLine: { show: true, lineStyle: { color: colours.lineStrong } },
    axisTick: { lineStyle: { color: colours.lineStrong } },
    splitLine: { lineStyle: { color: colours.line } },
    ...options,
  };
}

/** An axis of the time by the clock, with seconds while it shows few minutes, and days where it shows some. */
export function timeAxis(colours, from, now) {
  const short = now - from < 3 * 60_000;
  const days = now - from > 36 * 3_600_000;
  return axis(colours, {
    type: "time", min: from, max: now, splitNumber: 4, minInterval: short ? 20_000 : 60_000, splitLine: { show: false },
    axisLabel: { color: colours.inkSoft, fontSize: 12, hideOverlap: true,
      formatter: short ? "{HH}:{mm}:{ss}" : days ? "{d} {MMM} {HH}:{mm}" : "{HH}:{mm}" },
  });
}

function coloursOf(element) {
  const style = getComputedStyle(element);
  const value = (name) => style.getPropertyValue(name).trim();
  return {
    family: value("--family"), ink: value("--ink"), inkSoft: value("--ink-soft"), line: value("--line"),
    lineStrong: value("--line-strong"), raised: value("--raised"), panel: value("--panel"), trend: value("--trend"),
    band: value("--band"), critical: value("--alarm-critical"), warning: value("--alarm-warning"), info: value("--alarm-info"),
  };
}

customElements.define("ct-chart", CtChart);
