import { LitElement, css, html, nothing } from "lit";
import { RecordsController } from "../lifecycle/records-controller.js";
import { PlantController } from "../page/plant.js";
import { thingLink } from "../page/links.js";
import { sharedStyles } from "../page/styles.js";
import { formatFigure, formatSpan } from "../text/format.js";
import { at } from "../twin/merge.js";
import { stagesOf } from "../line/process-order.js";
import { overLine, overShifts } from "./combine.js";
import { liveFigures, readFigures, readTargets } from "./read-figures.js";
import { DAY_MS, dayBefore, periodsUntil, shiftOf, shiftsIn } from "./shifts.js";

const READ_INTERVAL_MS = 60_000;
/** What is shown, in this order: {name, title, factor: from the figure to what is read, unit, less: whether less is better}. */
const COLUMNS = [
  { name: "overallEffectiveness", title: "OEE", factor: 100, unit: "%" },
  { name: "availability", title: "Availability", factor: 100, unit: "%" },
  { name: "performance", title: "Performance", factor: 100, unit: "%" },
  { name: "qualityRate", title: "Quality rate", factor: 100, unit: "%" },
  { name: "unitsMade", title: "Units made", factor: 1, unit: "", whole: true },
  { name: "energyPerUnit", title: "Energy per good unit", factor: 1, unit: "Wh", less: true },
  { name: "energyPerCellEnergy", title: "Energy per kWh of cells", factor: 1, unit: "kWh", less: true },
  { name: "completeness", title: "Data that arrived that day", factor: 100, unit: "%" },
];

/**
 * The key figures of the machines and of the line in a shift or a day, against the day before and what the plant wants to reach. What is
 * not known is said to be so.
 */
export class CtFigures extends LitElement {
  static properties = {
    plant: { attribute: false },
    from: { state: true },
    length: { state: true },
    targets: { state: true },
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
    tfoot > tr > * { border-top: 1px solid var(--line-strong); }
    .missed { display: block; font: var(--text-small); border-right: 4px solid var(--alarm-warning); padding-right: 6px; }
    .met { display: block; font: var(--text-small); color: var(--ink-soft); }
    .change { display: block; font: var(--text-small); color: var(--ink-soft); }
    ul.notes { margin-top: 10px; color: var(--ink-soft); max-width: 100ch; }
    ul.notes li { margin-top: 3px; }
  `];

  #figures = new RecordsController(this, () => readFigures(this.#machines(), this.plant.now()));

  constructor() {
    super();
    this.targets = {};
    new PlantController(this);
  }

  async connectedCallback() {
    super.connectedCallback();
    this.targets = await readTargets();
  }

  /** The machines whose model has a place for effectiveness; process values are what their devices measure. */
  #machines() {
    return this.plant.views.filter((view) => view.kind === "machine").flatMap((view) => {
      const place = view.model?.properties.find((property) => property.types.includes("cell:OverallEffectiveness"));
      return place === undefined ? [] : [{ id: view.id, feature: place.feature, name: view.name, processStep: view.processStep,
        live: liveFigures(at(view.thing, "features", place.feature, "properties"), shiftOf(this.plant.now())),
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
    const periods = periodsUntil(now);
    // The running shift until another is chosen; one that was chosen stays, though others begin.
    const chosen = periods.find(({ from, to }) => from === this.from && to - from === this.length) ?? periods[0];
    this.#figures.follow(machines.map((machine) => machine.id).join(" "), Math.floor(now / READ_INTERVAL_MS));
    return html`
      <section class="panel" aria-label="Key figures">
        <div class="head"><h2>Key figures</h2>
          <label><span class="soft">Shift or day</span> <select @change=${(event) => this.#choose(periods[event.target.value])}>
            ${periods.map((period, index) => html`<option value=${index} ?selected=${period === chosen}>${period.to - period.from === DAY_MS
              ? "The day " : ""}${formatSpan(period.from, period.to)}${period.running ? ", running" : ""}</option>`)}</select></label></div>
        ${machines.length === 0 ? html`<p class="empty">No machine that you may see has a place for its effectiveness.</p>`
          : this.#table(machines, chosen)}
        ${this.#notes()}
      </section>`;
  }

  #choose({ from, to }) {
    this.from = from;
    this.length = to - from;
  }

  #table(machines, chosen) {
    if (this.#figures.state !== "there") {
      return this.#figures.state === "failed" ? html`<p class="problem">${this.#figures.problem}</p>`
        : html`<p class="empty">Reading the history …</p>`;
    }
    const running = shiftOf(this.plant.now());
    const known = (machine) => {
      const read = this.#figures.value.get(machine.id);
      return machine.live && read?.shifts ? { ...read, shifts: new Map(read.shifts).set(running, machine.live) } : read;
    };
    return html`
      <div class="scroll" tabindex="0" role="group" aria-label="Figures by machine"><table>
        <thead><tr><th scope="col">Machine</th>${COLUMNS.map(({ title }) => html`<th scope="col">${title}</th>`)}</tr></thead>
        <tbody>${machines.map((machine) => this.#row(html`<a href=${thingLink(machine.id)}>${machine.name}</a>${
          this.#partOf(known(machine), chosen)}`, known(machine)?.problem,
          (period) => figuresIn(known(machine), period), chosen))}</tbody>
        <tfoot>${this.#row("Line", undefined, (period) => this.#line(machines, known, period), chosen)}</tfoot>
      </table></div>`;
  }

  /** Of how many shifts a day's figures are, where that is not all that have begun. */
  #partOf(known, period) {
    const begun = shiftsIn(period).filter((start) => start <= this.plant.now());
    const told = begun.filter((start) => known?.shifts?.has(start)).length;
    return told === 0 || told === begun.length ? nothing : html` <span class="change">${told} of ${begun.length} shifts</span>`;
  }

  #line(machines, known, period) {
    const figures = (members) => members.map((machine) => figuresIn(known(machine), period));
    const last = stagesOf(machines).at(-1).machines;
    return overLine(figures(machines), figures(last));
  }

  #row(title, problem, figuresOf, chosen) {
    const name = html`<th scope="row">${title}</th>`;
    if (problem !== undefined) {
      return html`<tr>${name}<td class="problem-cell" colspan=${COLUMNS.length}>${problem}</td></tr>`;
    }
    const figures = figuresOf(chosen);
    const before = figuresOf(dayBefore(chosen));
    return html`<tr>${name}${COLUMNS.map((column) => cell(column, figures[column.name], before[column.name], this.targets[column.name]))}</tr>`;
  }

  #notes() {
    const batches = this.plant.views.filter((view) => view.kind === "batch")
      .map((view) => ({ view, value: view.valueOfType("cell:Yield") })).filter(({ value }) => typeof value === "number");
    return html`<ul class="notes">
      ${this.plant.seesAll === false ? html`<li>What your account may not read is not known here.</li>` : nothing}
      <li>Yield: ${batches.length === 0 ? "not known, no batch says it." : html`${batches.map(({ view, value }, index) =>
        html`${index > 0 ? ", " : ""}<a href=${thingLink(view.id)}>${view.name}</a> ${percentage(value)} %`)}.`}</li>
      <li>OEE is availability × performance × quality rate (ISO 22400-2), of shifts of eight hours from midnight UTC. Performance is measured
        against the best rate that the machine has shown, since no machine tells its planned one. The quality rate is the first-pass yield
        where nothing is reworked.</li>
      <li>Units of the line are those of its last step. Energy per kWh of cells is what was used for each kWh that the good cells hold:
        of the line, by all its machines for the cells of the last step. A machine that is not told the energy of its units does not say it.</li>
      <li>A figure of a day is made of its shifts, and of the line of its machines; where a part is not known, neither is the whole.</li>
    </ul>`;
  }
}

/** What is known of a machine in a period. */
function figuresIn(known, period) {
  return known?.shifts === undefined ? {} : { ...overShifts(known.shifts, shiftsIn(period)),
    completeness: known.complete.get(new Date(period.from).toISOString().slice(0, 10)) };
}

const percentage = (share) => (100 * share).toFixed(1);

/** A figure with its change against the day before, the change of shares in percentage points, and what is to be reached. */
function cell({ factor, unit, whole, less }, value, before, target) {
  if (typeof value !== "number") {
    return html`<td class="soft">not known</td>`;
  }
  const text = (number) => (factor === 100 ? percentage(number) : whole ? number.toFixed(0) : formatFigure(number));
  const change = typeof before === "number" ? value - before : undefined;
  return html`<td><strong>${text(value)} <span class="unit">${unit}</span></strong><span class="change">${change === undefined
    ? "before: not known" : html`${change < 0 ? "−" : "+"}${text(Math.abs(change))} ${factor === 100 ? "points" : unit}`}</span>${
    typeof target === "number" ? html`<span class=${(less ? value > target : value < target) ? "missed" : "met"}>${
      less ? "at most" : "at least"} ${text(target)} ${unit}</span>` : nothing}</td>`;
}

customElements.define("ct-figures", CtFigures);
