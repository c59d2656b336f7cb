import { LitElement, css, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import "./ct-alarm-form.js";
import { PlantController } from "../page/plant.js";
import { sharedStyles } from "../page/styles.js";
import { thingLink } from "../page/links.js";
import { formatAge, formatTime, readableName, shortId } from "../text/format.js";
import { alarmFigures } from "./alarm-figures.js";
import { alarmIcon, alarmShapeStyles } from "./alarm-shape.js";
import { SEVERITIES, STATES, alarmsOf, stateOf } from "./alarms.js";

/** Alarms that stand, worst first, with what to do about them: of one thing, or of the whole plant if no thing is given. */
export class CtAlarmList extends LitElement {
  static properties = {
    plant: { attribute: false },
    thingId: {},
    opened: { state: true },
    machine: { state: true },
    severity: { state: true },
    standing: { state: true },
    grouped: { state: true },
  };

  static styles = [sharedStyles, alarmShapeStyles, css`
    .filters { display: flex; flex-wrap: wrap; gap: 8px 14px; align-items: center; margin-top: 8px; }
    select, button.tool {
      background: var(--raised);
      border: 1px solid var(--line-strong);
      border-radius: 3px;
      padding: 2px 8px;
      max-width: 100%;
    }
    button.tool { cursor: pointer; }
    button.tool[aria-pressed="true"] { border-color: var(--ink); font-weight: 600; }
    .scroll { overflow-x: auto; }
    table { width: 100%; border-collapse: collapse; margin-top: 6px; }
    th, td { text-align: left; padding: 5px 14px 5px 0; vertical-align: top; }
    thead th { font: var(--text-label); color: var(--ink-soft); border-bottom: 1px solid var(--line); }
    tbody tr.alarm + tr.alarm td, tbody tr.form + tr.alarm td { border-top: 1px solid var(--line); }
    tr.active .what { font-weight: 600; }
    td.number, th.number { text-align: right; white-space: nowrap; }
    td.time { white-space: nowrap; font-variant-numeric: tabular-nums; }
    .advice { display: block; color: var(--ink-soft); max-width: 70ch; }
    h3 { margin-top: 12px; }
    @media (max-width: 640px) {
      .figures { display: none; }
      td.time { white-space: normal; }
      th, td { padding-right: 8px; }
    }
  `];

  constructor() {
    super();
    new PlantController(this);
    this.machine = this.severity = this.standing = "";
    this.grouped = false;
  }

  willUpdate(changed) {
    if (changed.has("thingId")) {
      this.opened = undefined;
    }
  }

  render() {
    const view = this.thingId && this.plant?.view(this.thingId);
    const all = this.thingId ? (view ? alarmsOf(view.thing) : []) : this.plant?.allAlarms ?? [];
    const alarms = this.thingId ? all : all.filter((alarm) => this.#passes(alarm));
    return html`
      <section class="panel" aria-label="Active alarms">
        <h2>Active alarms</h2>
        ${this.thingId || all.length === 0 ? nothing : this.#filters(all)}
        ${all.length === 0 ? html`<p class="empty">${this.#none(view)}</p>`
          : alarms.length === 0 ? html`<p class="empty">None of the ${all.length} is like that.</p>`
          : this.grouped && !this.thingId ? this.#groups(alarms) : this.#table(alarms, !this.thingId)}
      </section>`;
  }

  #passes(alarm) {
    return (this.machine === "" || alarm.thingId === this.machine) && (this.severity === "" || alarm.severity === this.severity)
      && (this.standing === "" || stateOf(alarm, this.plant.now()) === this.standing);
  }

  #filters(all) {
    const machines = [...new Set([...all.map((alarm) => alarm.thingId), ...(this.machine ? [this.machine] : [])])].sort();
    return html`<div class="filters" role="group" aria-label="Which alarms">
      ${this.#select("machine", "Machine", machines.map((id) => [id, this.#name(id)]))}
      ${this.#select("severity", "Severity", SEVERITIES.map((name) => [name, readableName(name)]))}
      ${this.#select("standing", "State", STATES.map((name) => [name, readableName(name)]))}
      <button class="tool" aria-pressed=${this.grouped ? "true" : "false"} @click=${() => { this.grouped = !this.grouped; }}>By machine, first one first</button>
    </div>`;
  }

  #select(property, name, options) {
    return html`<label><span class="soft">${name}</span> <select @change=${(event) => { this[property] = event.target.value; }}>
      <option value="">All</option>${options.map(([value, label]) =>
        html`<option value=${value} ?selected=${this[property] === value}>${label}</option>`)}</select></label>`;
  }

  #name(thingId) {
    return this.plant.view(thingId)?.name ?? shortId(thingId);
  }

  #none(view) {
    if (view ? !view.showsAlarms : this.plant?.seesAll === false) {
      return "Your account may not see alarms.";
    }
    return this.thingId ? "None." : "None in the whole plant.";
  }

  /** In a flood the first alarm of a machine is the one to look at: what follows it mostly comes of it. */
  #groups(alarms) {
    const byMachine = new Map();
    for (const alarm of alarms) {
      byMachine.set(alarm.thingId, [...(byMachine.get(alarm.thingId) ?? []), alarm]);
    }
    const groups = [...byMachine].map(([id, group]) => [id, group.sort((a, b) => String(a.since).localeCompare(String(b.since)))])
      .sort(([, a], [, b]) => String(a[0].since).localeCompare(String(b[0].since)));
    return groups.map(([id, group]) => html`<h3><a href=${thingLink(id)}>${this.#name(id)}</a>, ${group.length}</h3>${this.#table(group, false)}`);
  }

  #table(alarms, whole) {
    return html`
      <div class="scroll"><table>
        <thead><tr><th scope="col"><span class="visually-hidden">Severity</span></th>${whole ? html`<th scope="col">Where</th>` : ""}
          <th scope="col">What</th>${whole ? html`<th scope="col" class="number figures">Value</th><th scope="col" class="number figures">Limit</th>` : nothing}
          <th scope="col">Since</th><th scope="col">State</th></tr></thead>
        <tbody>${repeat(alarms, keyOf, (alarm) => this.#rows(alarm, whole))}</tbody>
      </table></div>`;
  }

  #rows(alarm, whole) {
    const key = keyOf(alarm);
    const open = this.opened === key;
    const state = stateOf(alarm, this.plant.now());
    const figures = alarmFigures(alarm, this.plant.view(alarm.thingId));
    return html`
      <tr class="alarm ${state}">
        <td>${alarmIcon(alarm.severity)}</td>
        ${whole ? html`<td><a href=${thingLink(alarm.thingId)}>${this.#name(alarm.thingId)}</a></td>` : ""}
        <td><span class="what">${String(alarm.message ?? alarm.id)}</span>${typeof alarm.advice === "string" && alarm.advice !== ""
          ? html`<span class="advice">${alarm.advice}</span>` : nothing}${whole || alarm.value === undefined ? nothing
          : html`<span class="advice">Value ${figures.value}, limit ${figures.limit}</span>`}</td>
        ${whole ? html`<td class="number figures">${figures.value}</td>
        <td class="number figures">${figures.limit}</td>` : nothing}
        <td class="time">${whole ? html`${formatTime(alarm.since)} ` : ""}<span class="soft">${formatAge(this.plant.now()
          - Date.parse(alarm.since))}</span></td>
        <td><button class="tool" aria-expanded=${open ? "true" : "false"} aria-label="${readableName(state)}: handle ${String(alarm.message ?? alarm.id)}"
          @click=${() => { this.opened = open ? undefined : key; }}>${readableName(state)} ${open ? "▴" : "▾"}</button></td>
      </tr>
      ${open ? html`<tr class="form"><td></td><td colspan=${whole ? 6 : 3}><ct-alarm-form .plant=${this.plant} .alarm=${alarm}
        @done=${() => { this.opened = undefined; }}></ct-alarm-form></td></tr>` : nothing}`;
  }
}

/** An alarm that was raised anew is another one. */
const keyOf = (alarm) => `${alarm.thingId} ${alarm.id} ${alarm.since}`;

customElements.define("ct-alarm-list", CtAlarmList);
