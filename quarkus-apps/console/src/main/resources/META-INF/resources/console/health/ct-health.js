import { LitElement, css, html, nothing } from "lit";
import "../chart/ct-chart.js";
import { PlantController } from "../page/plant.js";
import { sharedStyles } from "../page/styles.js";
import { formatAge, formatFigure } from "../text/format.js";
import { at } from "../twin/merge.js";
import { fadeOption } from "./fade-chart.js";

/** State of health and remaining useful life of a pack, with the fade of its capacity and where that leads. */
export class CtHealth extends LitElement {
  static properties = {
    plant: { attribute: false },
    thingId: {},
  };

  static styles = [sharedStyles, css`
    dl {
      display: grid;
      grid-template-columns: repeat(3, auto);
      justify-content: space-between;
      gap: 4px 16px;
      margin: 8px 0 4px;
    }
    dt {
      font: var(--text-small);
      color: var(--ink-soft);
    }
    ct-chart { height: 240px; margin-top: 8px; }
  `];

  #data;
  #key;

  constructor() {
    super();
    new PlantController(this);
  }

  render() {
    const view = this.plant?.view(this.thingId);
    if (!view) {
      return nothing;
    }
    const health = at(view.thing, "features", "health", "properties");
    return html`<section class="panel" aria-label="Health"><h2>Health</h2>${health && typeof health.stateOfHealth === "number"
      ? this.#health(view, health)
      : html`<p class="empty">No estimate yet. The state of health is worked out when the pack has been discharged fully once.</p>`}
    </section>`;
  }

  #health(view, health) {
    const remaining = health.remainingUsefulLifeCycles;
    const known = [remaining?.p05, remaining?.median, remaining?.p95].every(Number.isFinite);
    const observedAt = Date.parse(health.observedAt);
    return html`
      <dl>
        <div><dt>State of health</dt><dd class="figure">${formatFigure(health.stateOfHealth)} <span class="unit">%</span></dd></div>
        <div><dt>Capacity</dt><dd class="figure">${formatFigure(health.capacityAh)} <span class="unit">Ah</span></dd></div>
        <div><dt>Remaining life</dt><dd class="figure">${known
          ? html`${Math.round(remaining.median)} <span class="unit">cycles</span>` : "–"}</dd></div>
      </dl>
      <p class="soft">${known
        ? html`With 90 % probability between ${Math.round(remaining.p05)} and ${Math.round(remaining.p95)} more cycles.`
        : html`The remaining useful life is given when the capacity has faded enough to see where it leads.`}
        ${Number.isNaN(observedAt) ? nothing : html` Estimated ${formatAge(this.plant.now() - observedAt)} ago`}${health.model
          ? html` by ${String(health.model)} ${String(health.modelVersion ?? "")}.` : "."}</p>
      ${this.#chart(view, health, remaining, known)}`;
  }

  #chart(view, health, remaining, known) {
    const cycles = numbers(health.fadeTrend?.cycles);
    const capacityAh = numbers(health.fadeTrend?.capacityAh);
    if (cycles.length < 2 || cycles.length !== capacityAh.length) {
      return html`<p class="empty">The fade of the capacity is drawn from the second full discharge on.</p>`;
    }
    const key = JSON.stringify([this.thingId, health.fadeTrend, remaining, health.endOfLifeCapacityAh]);
    if (key !== this.#key) {
      this.#key = key;
      this.#data = { cycles, capacityAh, endOfLifeAh: number(health.endOfLifeCapacityAh), remaining: known ? remaining : undefined };
    }
    return html`<ct-chart .build=${fadeOption} .data=${this.#data}
      summary="Capacity faded from ${formatFigure(capacityAh[0])} to ${formatFigure(capacityAh[capacityAh.length - 1])} ampere hours
        over ${cycles[cycles.length - 1]} cycles"></ct-chart>`;
  }
}

const number = (value) => (typeof value === "number" ? value : undefined);

function numbers(list) {
  return Array.isArray(list) ? list.filter((value) => typeof value === "number") : [];
}

customElements.define("ct-health", CtHealth);
