import { LitElement, css, html, nothing } from "lit";
import { RecordsController } from "../lifecycle/records-controller.js";
import { PlantController } from "../page/plant.js";
import { thingLink } from "../page/links.js";
import { sharedStyles } from "../page/styles.js";
import { formatFigure, formatSpan } from "../text/format.js";
import { FIGURES, readFigures } from "./read-figures.js";
import { DAY_MS, SHIFT_MS, shiftOf, shiftsUntil } from "./shifts.js";

const READ_INTERVAL_MS = 60_000;
const TITLES = { overallEffectiveness: "OEE", availability: "Availability", performance: "Performance", qualityRate: "Quality rate",
  energyPerUnit: "Energy per good unit" };

/** The key figures of the machines in a shift, against the same shift of the day before. What is not known is said to be so. */
export class CtFigures extends LitElement {
  static properties = {
    plant: { attribute: false },
    shift: { state: true },
  };

  static styles = [sharedStyles, css`
    .head { display: flex; flex-wrap: wrap; gap: 6px 18px; align-items: baseline; justify-content: space-between; }
    select {
      background: var(--raised);
      border: 1px solid var(--line-strong);
      border-radius: 3px;
      padding: 2px 8px;
      max-width: 100%;
    }
    label { min-width: 0; max-width: 100%; }
    .scroll { overflow-x: auto; margin-top: 8px; }
    table { width: 100%; border-collapse: collapse; }
    th, td { padding: 5px 0 5px 14px; text-align: right; vertical-align: top; font-variant-numeric: tabular-nums; white-space: nowrap; }
    th:first-child { text-align: left; padding-left: 0; }
    thead th { font: var(--text-label); color: var(--ink-soft); border-bottom: 1px solid var(--line); }
    tbody tr + tr > * { border-top: 1px solid var(--line); }
    td strong { display: block; }
    td.problem-cell { text-align: left; white-space: normal; }
    .change { font: var(--text-small); color: var(--ink-soft); }
    ul.notes { margin-top: 10px; color: var(--ink-soft); max-width: 100ch; }
    ul.notes li { margin-top: 3px; }
  `];

  #figures = new RecordsController(this, () => readFigures(this.#machines(), this.plant.now()));

  constructor() {
    super();
    this.shift = 0;
    new PlantController(this);
  }

  /** The machines whose model has a place for effectiveness; process values are what their devices measure. */
  #machines() {
    return this.plant.views.filter((view) => view.kind === "machine").flatMap((view) => {
      const place = view.model?.properties.find((property) => property.types.includes("cell:OverallEffectiveness"));
      return place === undefined ? [] : [{ id: view.id, feature: place.feature, name: view.name,
        energyUnit: view.propertyAt(`${place.feature}/energyPerUnit`)?.unit ?? "",
        measured: view.model.properties.filter((property) => property.feature !== null && property.types.includes("cell:ProcessValue"))
          .map((property) => `/features/${property.feature}/properties/${property.name}`) }];
    });
  }

  render() {
    if (!this.plant?.hasRead) {
      return html`<p class="empty">Reading the plant …</p>`;
    }
    const machines = this.#machines();
    const now = this.plant.now();
    const chosen = shiftsUntil(now)[this.shift];
    this.#figures.follow(machines.map((machine) => machine.id).join(" "), Math.floor(now / READ_INTERVAL_MS));
    return html`
      <section class="panel" aria-label="Key figures">
        <div class="head"><h2>Key figures</h2>
          <label><span class="soft">Shift</span> <select @change=${(event) => { this.shift = Number(event.target.value); }}>
            ${shiftsUntil(now).map((start, index) => html`<option value=${index} ?selected=${index === this.shift}>${formatSpan(start, start + SHIFT_MS)}${start === shiftOf(now) ? ", running" : ""}</option>`)}</select></label></div>
        ${machines.length === 0 ? html`<p class="empty">No machine that you may see has a place for its effectiveness.</p>`
          : this.#table(machines, chosen)}
        ${this.#notes()}
      </section>`;
  }

  #table(machines, chosen) {
    if (this.#figures.state !== "there") {
      return this.#figures.state === "failed" ? html`<p class="problem">${this.#figures.problem}</p>`
        : html`<p class="empty">Reading the history …</p>`;
    }
    return html`
      <div class="scroll" tabindex="0" role="group" aria-label="Figures by machine"><table>
        <thead><tr><th scope="col">Machine</th>${FIGURES.map((name) => html`<th scope="col">${TITLES[name]}</th>`)}
          <th scope="col">Data that arrived that day</th></tr></thead>
        <tbody>${machines.map((machine) => this.#row(machine, this.#figures.value.get(machine.id), chosen))}</tbody>
      </table></div>`;
  }

  #row(machine, known, chosen) {
    const name = html`<th scope="row"><a href=${thingLink(machine.id)}>${machine.name}</a></th>`;
    if (known?.shifts === undefined) {
      return html`<tr>${name}<td class="problem-cell" colspan=${FIGURES.length + 1}>${known?.problem ?? "Not read yet"}</td></tr>`;
    }
    const figures = known.shifts.get(chosen) ?? {};
    const before = known.shifts.get(chosen - DAY_MS) ?? {};
    const day = (time) => known.complete.get(new Date(time).toISOString().slice(0, 10));
    return html`<tr>${name}${FIGURES.map((figure) => (figure === "energyPerUnit"
      ? cell(figures[figure], before[figure], 1, machine.energyUnit) : cell(figures[figure], before[figure], 100, "%")))}
      ${cell(day(chosen), day(chosen - DAY_MS), 100, "%")}</tr>`;
  }

  #notes() {
    const yields = this.plant.views.filter((view) => view.kind === "batch").map((view) => view.valueOfType("cell:Yield"))
      .filter((value) => typeof value === "number");
    return html`<ul class="notes">
      ${this.plant.seesAll === false ? html`<li>What your account may not read is not known here.</li>` : nothing}
      <li>${yields.length === 0 ? "Yield: not known, no batch says it."
        : `Yield: ${percentage(yields.reduce((sum, value) => sum + value, 0) / yields.length)} % of the cells were good, as the mean of the ${yields.length} batches that say it.`}</li>
      <li>OEE is availability × performance × quality rate (ISO 22400-2), of shifts of eight hours from midnight UTC. Performance is measured
        against the best rate that the machine has shown, since no machine tells its planned one. The quality rate is the first-pass yield
        where nothing is reworked.</li>
      <li>Throughput and energy per kWh of cells are not known: the units of a shift are not kept, and no twin says the energy of its cells.</li>
    </ul>`;
  }
}

const percentage = (share) => (100 * share).toFixed(1);

/** A figure with its change against the day before, the change of shares in percentage points. */
function cell(value, before, factor, unit) {
  if (typeof value !== "number") {
    return html`<td class="soft">not known</td>`;
  }
  const text = (number) => (factor === 100 ? percentage(number) : formatFigure(number));
  const change = typeof before === "number" ? value - before : undefined;
  return html`<td><strong>${text(value)} <span class="unit">${unit}</span></strong><span class="change">${change === undefined
    ? "before: not known" : html`${change < 0 ? "−" : "+"}${text(Math.abs(change))} ${factor === 100 ? "points" : unit}`}</span></td>`;
}

customElements.define("ct-figures", CtFigures);
