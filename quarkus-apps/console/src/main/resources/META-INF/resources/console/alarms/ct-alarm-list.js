import { LitElement, css, html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { PlantController } from "../page/plant.js";
import { sharedStyles } from "../page/styles.js";
import { thingLink } from "../page/links.js";
import { formatAge, formatFigure, formatTime } from "../text/format.js";
import { alarmIcon, alarmShapeStyles } from "./alarm-shape.js";
import { alarmsOf } from "./alarms.js";

/** Active alarms, worst first: of one thing, or of the whole plant if no thing is given. */
export class CtAlarmList extends LitElement {
  static properties = {
    plant: { attribute: false },
    thingId: {},
  };

  static styles = [sharedStyles, alarmShapeStyles, css`
    .scroll { overflow-x: auto; }
    table { width: 100%; border-collapse: collapse; margin-top: 6px; }
    th, td { text-align: left; padding: 5px 14px 5px 0; vertical-align: top; }
    thead th { font: var(--text-label); color: var(--ink-soft); border-bottom: 1px solid var(--line); }
    tbody tr + tr td { border-top: 1px solid var(--line); }
    td.number, th.number { text-align: right; white-space: nowrap; }
    td.time { white-space: nowrap; font-variant-numeric: tabular-nums; }
  `];

  constructor() {
    super();
    new PlantController(this);
  }

  render() {
    const view = this.thingId && this.plant?.view(this.thingId);
    const alarms = this.thingId ? (view ? alarmsOf(view.thing) : []) : this.plant?.alarms ?? [];
    return html`
      <section class="panel" aria-label="Active alarms">
        <h2>Active alarms</h2>
        ${alarms.length === 0 ? html`<p class="empty">${this.#none(view)}</p>` : this.#table(alarms)}
      </section>`;
  }

  #none(view) {
    if (view ? !view.showsAlarms : this.plant?.seesAll === false) {
      return "Your account may not see alarms.";
    }
    return this.thingId ? "None." : "None in the whole plant.";
  }

  #table(alarms) {
    return html`
      <div class="scroll"><table>
        <thead><tr><th scope="col"><span class="visually-hidden">Severity</span></th>${this.thingId ? "" : html`<th scope="col">Where</th>`}
          <th scope="col">What</th><th scope="col" class="number">Value</th><th scope="col" class="number">Limit</th><th scope="col">Since</th></tr></thead>
        <tbody>${repeat(alarms, (alarm) => `${alarm.thingId} ${alarm.id}`, (alarm) => html`
          <tr>
            <td>${alarmIcon(alarm.severity)}</td>
            ${this.thingId ? "" : html`<td><a href=${thingLink(alarm.thingId)}>${this.plant.view(alarm.thingId)?.name ?? alarm.thingId}</a></td>`}
            <td>${String(alarm.message ?? alarm.id)}</td>
            <td class="number">${figure(alarm.value)}</td>
            <td class="number">${figure(alarm.limit)}</td>
            <td class="time">${this.thingId ? "" : html`${formatTime(alarm.since)} `}<span class="soft">${formatAge(this.plant.now()
              - Date.parse(alarm.since))}</span></td>
          </tr>`)}</tbody>
      </table></div>`;
  }
}

const figure = (value) => (typeof value === "number" ? formatFigure(value) : String(value ?? "–"));

customElements.define("ct-alarm-list", CtAlarmList);
