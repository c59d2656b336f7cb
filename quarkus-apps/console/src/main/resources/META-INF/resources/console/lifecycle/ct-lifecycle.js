import { LitElement, css, html, nothing } from "lit";
import { PlantController } from "../page/plant.js";
import { sharedStyles } from "../page/styles.js";
import { thingLink } from "../page/links.js";
import { formatAge, formatTime, readableName, shortId } from "../text/format.js";
import { at } from "../twin/merge.js";
import { readTrace } from "./records.js";
import { RecordsController } from "./records-controller.js";
import { stepStatistics, stepStatisticsStyles } from "./step-statistics.js";

/**
 * The life of a batch or pack: its state, what belongs to it (a pack's batches, a batch's packs) and the process steps
 * with their statistics, the batches' own for a pack.
 */
export class CtLifecycle extends LitElement {
  static properties = {
    plant: { attribute: false },
    thingId: {},
  };

  static styles = [sharedStyles, stepStatisticsStyles, css`
    .state { font: 600 15px/1.3 var(--family); }
    ol.states { display: flex; flex-wrap: wrap; gap: 4px 20px; margin: 6px 0; }
    ol.states strong { display: block; font-weight: 600; }
    details { margin-top: 10px; }
    summary { cursor: pointer; }
    .kin { margin-top: 6px; }
  `];

  #trace = new RecordsController(this, readTrace);

  constructor() {
    super();
    new PlantController(this);
  }

  render() {
    const view = this.plant?.view(this.thingId);
    if (!view) {
      return nothing;
    }
    const lifecycle = at(view.thing, "features", "lifecycle", "properties");
    this.#trace.follow(this.thingId, JSON.stringify([lifecycle?.state, view.steps.map((step) => step.endedAt)]));
    const trace = this.#trace.value;
    return html`
      <section class="panel" aria-label="Lifecycle">
        <h2>Lifecycle</h2>
        ${this.#states(lifecycle, trace?.states ?? [])}
        ${this.#trace.state === "failed" ? html`<p class="problem">${this.#trace.problem}</p>` : nothing}
        ${view.kind === "batch" ? this.#ofBatch(view, trace) : this.#ofPack(view, trace)}
      </section>`;
  }

  #states(lifecycle, records) {
    if (records.length > 0) {
      return html`<ol class="states">${[...records].reverse().map(({ at: time, content }) => html`
        <li><strong>${readableName(content?.state ?? "unknown")}</strong>
          <span class="soft">${formatTime(time)}</span></li>`)}</ol>`;
    }
    return lifecycle?.state
      ? html`<p><span class="state">${readableName(lifecycle.state)}</span>
          <span class="soft">since ${formatTime(lifecycle.since)} (${formatAge(this.plant.now() - Date.parse(lifecycle.since))})</span></p>`
      : html`<p class="empty">No state is recorded yet. A plant system or an engineer tells it by
          <code>POST /lifecycle/things/${this.thingId}/states</code>.</p>`;
  }

  #ofBatch(view, trace) {
    const recorded = trace?.batches.find((batch) => batch.thing === this.thingId)?.steps ?? [];
    const steps = recorded.length > 0 ? recorded.map((record) => record.content) : view.steps;
    return html`
      ${kin("Built into", trace?.packs ?? [])}
      ${steps.length === 0
        ? html`<p class="empty">No step is finished yet. A step is recorded when the batch leaves the machine.</p>`
        : steps.map((step) => stepStatistics(step, this.plant.view(step.machine)))}`;
  }

  #ofPack(view, trace) {
    const named = at(view.thing, "attributes", "batches");
    const batches = trace?.batches ?? [];
    if (batches.length === 0) {
      return kin("Made of cells from", Array.isArray(named) ? named.filter((id) => typeof id === "string") : []);
    }
    return html`
      ${kin("Made of cells from", batches.map((batch) => batch.thing))}
      ${kin("On the machines", trace.machines)}
      ${trace.notes.map((note) => html`<p class="soft">${note}</p>`)}
      ${batches.map((batch) => html`
        <details><summary>Process values of ${shortId(batch.thing)}</summary>
          ${batch.steps.length === 0 ? html`<p class="empty">No step of this batch is recorded.</p>`
            : batch.steps.map(({ content }) => stepStatistics(content, this.plant.view(content.machine)))}</details>`)}`;
  }
}

function kin(label, ids) {
  return ids.length === 0 ? nothing : html`<p class="kin"><span class="soft">${label}</span>
    ${ids.map((id, index) => html`${index > 0 ? ", " : ""}<a href=${thingLink(id)}>${shortId(id)}</a>`)}</p>`;
}

customElements.define("ct-lifecycle", CtLifecycle);
