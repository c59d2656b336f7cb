import { LitElement, css, html, nothing } from "lit";
import "../alarms/ct-alarm-list.js";
import "../health/ct-health.js";
import "../lifecycle/ct-history.js";
import "../lifecycle/ct-lifecycle.js";
import "../maintenance/ct-maintenance.js";
import "./ct-trend.js";
import "./ct-values.js";
import { PlantController } from "../page/plant.js";
import { sharedStyles } from "../page/styles.js";
import { formatAge, formatText, formatValue, readableName } from "../text/format.js";
import { at } from "../twin/merge.js";

/** Everything about one thing: who it is, whether it is connected, its values, its health, its past. */
export class CtThing extends LitElement {
  static properties = {
    plant: { attribute: false },
    thingId: {},
    picked: { state: true },
  };

  static styles = [sharedStyles, css`
    .head {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      gap: 4px 18px;
      margin-bottom: 10px;
    }
    h1 {
      margin: 0;
      font: 600 21px/1.2 var(--family);
    }
    .columns {
      display: grid;
      grid-template-columns: minmax(0, 1fr) minmax(340px, 410px);
      gap: 14px;
      align-items: start;
    }
    .columns.single { grid-template-columns: minmax(0, 1fr); }
    .side {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 14px;
      min-width: 0;
    }
    .state { font-weight: 600; }
    details { margin-top: 4px; }
    summary { cursor: pointer; color: var(--ink-soft); font: var(--text-label); }
    .facts {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(210px, 1fr));
      gap: 6px 18px;
      margin-top: 8px;
    }
    .facts dt { font: var(--text-small); color: var(--ink-soft); }
    .facts dd { overflow-wrap: anywhere; }
    @media (max-width: 1020px) {
      .columns { grid-template-columns: minmax(0, 1fr); }
    }
  `];

  constructor() {
    super();
    new PlantController(this);
  }

  willUpdate(changed) {
    if (changed.has("thingId")) {
      this.picked = undefined;
    }
  }

  render() {
    const view = this.plant?.view(this.thingId);
    if (!view) {
      return this.#missing();
    }
    const picked = this.picked ?? firstNumber(view);
    const values = html`
      <section class="panel" aria-label="Values">
        <ct-values .plant=${this.plant} .thingId=${this.thingId} .picked=${picked}
          @pick=${(event) => { this.picked = event.detail; }}></ct-values>
        ${this.#facts(view)}
      </section>`;
    const history = html`<ct-history .plant=${this.plant} .thingId=${this.thingId}></ct-history>`;
    const lifecycle = html`<ct-lifecycle .plant=${this.plant} .thingId=${this.thingId}></ct-lifecycle>`;
    return html`
      ${this.#head(view)}
      ${view.kind === "batch"
        ? html`<div class="columns"><div class="side">${lifecycle}</div><div class="side">${values}${history}</div></div>`
        : html`<div class="columns">
            <div class="side">${values}${view.kind === "pack" ? lifecycle : nothing}</div>
            <div class="side">
              ${view.kind === "pack" ? html`<ct-health .plant=${this.plant} .thingId=${this.thingId}></ct-health>` : nothing}
              ${hasScore(view) ? html`<ct-maintenance .plant=${this.plant} .thingId=${this.thingId}></ct-maintenance>` : nothing}
              <ct-trend .plant=${this.plant} .thingId=${this.thingId} .picked=${picked}></ct-trend>
              <ct-alarm-list .plant=${this.plant} .thingId=${this.thingId}></ct-alarm-list>
              ${history}
            </div></div>`}`;
  }

  #head(view) {
    const connection = view.connection;
    const since = Date.parse(connection?.since);
    return html`
      <div class="head">
        <h1>${view.name}</h1>
        <span class="soft">${view.title}</span>
        ${view.state === undefined ? nothing : html`<span class="state">${String(view.state)}</span>`}
        ${connection === undefined ? nothing : html`<span class="soft">${readableName(connection.status ?? "unknown")}${Number.isNaN(since)
          ? nothing : html` for ${formatAge(this.plant.now() - since)}`}</span>`}
        ${view.dataSource ? html`<span class="soft">Simulated: ${view.dataSource}</span>` : nothing}
      </div>
      ${view.isDisconnected ? html`<p class="problem">No connection to the device at ${String(connection.address ?? "an unknown address")}${connection.reason
        ? html`: ${String(connection.reason)}` : nothing}. It is tried again without end; the values below are the last ones.</p>` : nothing}`;
  }

  #facts(view) {
    const facts = view.attributes;
    return facts.length === 0 ? nothing : html`
      <details ?open=${view.kind === "batch"}>
        <summary>About ${view.name}</summary>
        <dl class="facts"><div><dt>Thing id</dt><dd>${view.id}</dd></div>${facts.map((fact) =>
          html`<div><dt>${fact.title}</dt><dd>${typeof view.value(fact) === "number" ? formatValue(view.value(fact), fact) : formatText(view.value(fact))} <span class="unit">${fact.unit}</span></dd></div>`)}</dl>
      </details>`;
  }

  #missing() {
    return this.plant?.connection.name === "live"
      ? html`<p class="empty">There is no thing <strong>${this.thingId}</strong> any more, or you may not see it. Where its twin was
          removed, what is still recorded of it are <a href="/lifecycle/records?thing=${encodeURIComponent(this.thingId)}">its lifecycle records</a>.</p>`
      : html`<p class="empty">Reading the plant …</p>`;
  }
}

function hasScore(view) {
  return typeof at(view.thing, "features", "maintenance", "properties", "anomalyScore") === "number";
}

function firstNumber(view) {
  const [first] = view.keyProperties;
  return first && { feature: first.feature, name: first.name };
}

customElements.define("ct-thing", CtThing);
