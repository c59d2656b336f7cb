import { LitElement, css, html, nothing, svg } from "lit";
import "../chart/ct-chart.js";
import { PlantController } from "../page/plant.js";
import { sharedStyles } from "../page/styles.js";
import { formatMultiple, formatTime, readableName } from "../text/format.js";
import { at } from "../twin/merge.js";
import { trendOf } from "../twin/trends.js";
import { scoreOption } from "./score-chart.js";

const DRAW_INTERVAL_MS = 1_000;
const MOST_DRIVERS = 6;
const BAR_WIDTH = 160;

const sayings = {
  learning: "Learning what is normal for this machine. The score means little until then.",
  settling: "The machine has just begun to run, or was set otherwise. The score does not count yet.",
  partial: "What could be judged is as it was when it was learnt. Not everything could: see below.",
  healthy: "The machine behaves as it did when it was learnt.",
  anomalous: "The machine behaves otherwise than when it was learnt. See what drives it below.",
};

/** What a state means; where the score of this moment seems to say otherwise, why it does. */
function sayingOf(state, score) {
  if (state === "anomalous" && score <= 1) {
    return "The machine behaved otherwise than when it was learnt. The score is low just now; that is over when it stays low for a while.";
  }
  if ((state === "healthy" || state === "partial") && score > 1) {
    return "The score is over its limit just now, but has not been for long enough to say that the machine behaves otherwise.";
  }
  return Object.hasOwn(sayings, state) ? sayings[state] : nothing;
}

/** How unusual a machine behaves, against the limit, and which values make it so. */
export class CtMaintenance extends LitElement {
  static properties = {
    plant: { attribute: false },
    thingId: {},
  };

  static styles = [sharedStyles, css`
    .head {
      display: flex;
      justify-content: space-between;
      align-items: baseline;
      gap: 12px;
    }
    ct-chart { height: 170px; }
    .over { color: var(--ink); border-bottom: 3px solid var(--alarm-warning); }
    table { width: 100%; border-collapse: collapse; margin-top: 4px; }
    th { text-align: left; font-weight: 400; }
    td, th { padding: 2px 4px 2px 0; }
    td.bar { width: ${BAR_WIDTH + 8}px; }
    td.number { width: 56px; }
    .field { fill: var(--sunken); }
    .share { fill: var(--trend); }
  `];

  #data;
  #drawn = 0;
  #what;

  constructor() {
    super();
    new PlantController(this);
  }

  render() {
    const view = this.plant?.view(this.thingId);
    const maintenance = view && at(view.thing, "features", "maintenance", "properties");
    if (!maintenance || typeof maintenance.anomalyScore !== "number") {
      return nothing;
    }
    const score = maintenance.anomalyScore;
    return html`
      <section class="panel" aria-label="Maintenance">
        <div class="head">
          <h2>Anomaly score</h2>
          <span class="figure ${score > 1 ? "over" : ""}">${formatMultiple(score)} <span class="unit">of limit 1</span></span>
        </div>
        <p class="soft">${sayingOf(maintenance.state, score)}</p>
        <ct-chart .build=${scoreOption} .data=${this.#points()}
          summary="Anomaly score over the latest minutes, now ${formatMultiple(score)}; the limit is 1"></ct-chart>
        ${this.#drivers(view, maintenance.drivers)}
        ${this.#notJudged(view, maintenance.notJudged)}
      </section>`;
  }

  #points() {
    const time = performance.now();
    if (this.thingId !== this.#what || time - this.#drawn > DRAW_INTERVAL_MS) {
      this.#what = this.thingId;
      this.#drawn = time;
      this.#data = trendOf(this.plant.curve(this.thingId, "maintenance", "anomalyScore"), this.plant.now());
    }
    return this.#data;
  }

  #notJudged(view, notJudged) {
    const known = (Array.isArray(notJudged) ? notJudged : []).filter((part) => typeof part?.property === "string");
    if (known.length === 0) {
      return nothing;
    }
    return html`
      <h3>Not judged</h3>
      <ul>${known.map((part) => html`<li>${titleOf(view, part)}: ${
        Object.hasOwn(reasons, part.reason) ? reasons[part.reason] : "unknown"}, since ${formatTime(part.since)}</li>`)}</ul>`;
  }

  #drivers(view, drivers) {
    const known = (Array.isArray(drivers) ? drivers : []).filter((driver) => typeof driver?.contribution === "number")
      .slice(0, MOST_DRIVERS);
    if (known.length === 0) {
      return nothing;
    }
    return html`
      <h3>What drives it</h3>
      <table aria-label="What drives the anomaly score"><tbody>${known.map((driver) => html`
        <tr>
          <th scope="row">${titleOf(view, driver)}</th>
          <td class="bar"><svg width=${BAR_WIDTH} height="10" aria-hidden="true">
            <rect class="field" width=${BAR_WIDTH} height="10"></rect>
            ${svg`<rect class="share" width=${Math.max(0, Math.min(1, driver.contribution)) * BAR_WIDTH} height="10"></rect>`}</svg></td>
          <td class="number">${Math.round(driver.contribution * 100)} %</td>
        </tr>`)}</tbody></table>`;
  }
}

const reasons = { missing: "no good value", stuck: "does not change any more", not_learnt: "was unknown when it was learnt" };

function titleOf(view, { property, feature, title }) {
  const known = view.model?.properties.find((candidate) => candidate.name === property && candidate.feature === feature);
  return title ?? known?.title ?? readableName(property ?? "unknown");
}

customElements.define("ct-maintenance", CtMaintenance);
