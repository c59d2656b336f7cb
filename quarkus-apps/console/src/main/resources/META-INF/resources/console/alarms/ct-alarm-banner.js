import { LitElement, css, html, nothing } from "lit";
import { PlantController } from "../page/plant.js";
import { sharedStyles } from "../page/styles.js";
import { alarmsLink, thingLink } from "../page/links.js";
import { formatAge } from "../text/format.js";
import { alarmIcon, alarmShapeStyles } from "./alarm-shape.js";
import { SEVERITIES } from "./alarms.js";

/** The worst active alarm in one line, and how many there are; as high without an alarm as with one. */
export class CtAlarmBanner extends LitElement {
  static properties = { plant: { attribute: false } };

  static styles = [sharedStyles, alarmShapeStyles, css`
    div {
      display: flex;
      align-items: center;
      gap: 10px;
      height: 38px;
      padding: 0 16px;
      background: var(--panel);
      border-top: 1px solid var(--line);
      border-bottom: 1px solid var(--line);
    }
    div.critical { border-left: 10px solid var(--alarm-critical); padding-left: 10px; }
    div.warning { border-left: 10px solid var(--alarm-warning); padding-left: 10px; }
    div.info { border-left: 10px solid var(--alarm-info); padding-left: 10px; }
    .message {
      flex: 1;
      min-width: 0;
      white-space: nowrap;
      overflow: hidden;
      text-overflow: ellipsis;
      color: inherit;
      text-decoration: none;
    }
    .message:hover { text-decoration: underline; }
    .counts { display: flex; gap: 12px; align-items: center; white-space: nowrap; color: inherit; }
    .counts span { display: inline-flex; gap: 4px; align-items: center; font-variant-numeric: tabular-nums; }
    @media (max-width: 640px) {
      div { height: auto; min-height: 38px; flex-wrap: wrap; gap: 2px 10px; padding: 4px 16px; }
      .message { flex-basis: 80%; }
    }
  `];

  constructor() {
    super();
    new PlantController(this);
  }

  #none() {
    switch (this.plant?.seesAll) {
      case true:
        return this.#noneOf(this.plant);
      case false:
        return "Your account may not see alarms";
      default:
        return "Reading …";
    }
  }

  #noneOf({ hasRead, connection, allAlarms }) {
    if (!hasRead) {
      return "Reading …";
    }
    const shelved = allAlarms.length > 0 ? html`, <a href=${alarmsLink}>${allAlarms.length} shelved</a>` : "";
    return connection.name === "live" ? html`No active alarm${shelved}` : html`No alarm was active when the connection was lost${shelved}`;
  }

  #shelved(alarms) {
    const count = this.plant.allAlarms.length - alarms.length;
    return count > 0 ? html`<span class="soft">${count} shelved</span>` : nothing;
  }

  render() {
    const alarms = this.plant?.alarms ?? [];
    const worst = alarms[0];
    if (!worst) {
      return html`<div role="status">${this.#none()}</div>`;
    }
    const name = this.plant.view(worst.thingId)?.name ?? worst.thingId;
    return html`
      <div class=${worst.severity}>
        ${alarmIcon(worst.severity)}
        <a class="message" href=${thingLink(worst.thingId)}><strong>${name}</strong> ${String(worst.message ?? worst.id)}</a>
        <span class="soft number">${formatAge(this.plant.now() - Date.parse(worst.since))}</span>
        <a class="counts" href=${alarmsLink} aria-label="All ${alarms.length} active alarms">
          ${SEVERITIES.map((severity) => {
            const count = alarms.filter((alarm) => alarm.severity === severity).length;
            return count === 0 ? nothing : html`<span>${alarmIcon(severity, 15)} ${count}</span>`;
          })}${this.#shelved(alarms)} All alarms</a>
        <span class="visually-hidden" role="alert">${worst.severity} alarm: ${name}, ${String(worst.message ?? worst.id)}</span>
      </div>`;
  }
}

customElements.define("ct-alarm-banner", CtAlarmBanner);
