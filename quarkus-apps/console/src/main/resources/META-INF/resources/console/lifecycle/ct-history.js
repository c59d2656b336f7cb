import { LitElement, css, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { PlantController } from "../page/plant.js";
import { sharedStyles } from "../page/styles.js";
import { thingLink } from "../page/links.js";
import { formatTime, readableName, shortId } from "../text/format.js";
import { alarmsOf } from "../alarms/alarms.js";
import { at } from "../twin/merge.js";
import { readRecords } from "./records.js";
import { RecordsController } from "./records-controller.js";

/** What happened to a thing lately, by the lifecycle records: steps, states, alarms raised and cleared. */
export class CtHistory extends LitElement {
  static properties = {
    plant: { attribute: false },
    thingId: {},
  };

  static styles = [sharedStyles, css`
    ol { margin-top: 6px; max-height: 320px; overflow-y: auto; }
    li { display: grid; grid-template-columns: max-content 1fr; gap: 12px; padding: 4px 0; }
    li + li { border-top: 1px solid var(--line); }
    time { font-variant-numeric: tabular-nums; color: var(--ink-soft); white-space: nowrap; }
  `];

  #records = new RecordsController(this, readRecords);

  constructor() {
    super();
    new PlantController(this);
  }

  render() {
    const view = this.plant?.view(this.thingId);
    if (!view) {
      return nothing;
    }
    this.#records.follow(this.thingId, JSON.stringify([view.currentBatch, at(view.thing, "features", "lifecycle", "properties", "state"),
      view.steps.length, alarmsOf(view.thing).map((alarm) => alarm.id)]));
    return html`<section class="panel" aria-label="History"><h2>History</h2>${this.#list()}</section>`;
  }

  #list() {
    const { state, value, problem } = this.#records;
    if (state === "failed") {
      return html`<p class="problem">${problem}</p>`;
    }
    if (state === "loading") {
      return html`<p class="empty">Reading …</p>`;
    }
    return value.length === 0 ? html`<p class="empty">Nothing is recorded yet.</p>`
      : html`<ol>${repeat(value, (record) => record.id, (record) =>
          html`<li><time datetime=${record.at}>${formatTime(record.at)}</time><span>${this.#saying(record)}</span></li>`)}</ol>`;
  }

  #saying({ type, thing, content }) {
    const subject = thing === this.thingId ? nothing : html`<a href=${thingLink(thing)}>${shortId(thing)}</a>: `;
    switch (type) {
      case "step":
        return html`${subject}${readableName(content.step)} finished${content.machine && content.machine !== this.thingId
          ? html` on <a href=${thingLink(content.machine)}>${shortId(content.machine)}</a>` : nothing}`;
      case "state":
        return html`${subject}${readableName(content.state)}${content.by ? html` <span class="soft">by ${shortId(content.by)}</span>` : nothing}`;
      case "alarm":
        return html`${subject}Alarm ${String(content.event ?? "raised")}: ${String(content.message ?? readableName(content.alarm ?? "unknown"))}`;
      default:
        return html`${subject}${readableName(type)}`;
    }
  }
}

customElements.define("ct-history", CtHistory);
