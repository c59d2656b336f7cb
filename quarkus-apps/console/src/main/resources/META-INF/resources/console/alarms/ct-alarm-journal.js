import { LitElement, css, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { RecordsController } from "../lifecycle/records-controller.js";
import { PlantController } from "../page/plant.js";
import { sharedStyles } from "../page/styles.js";
import { thingLink } from "../page/links.js";
import { formatTime, readableName, shortId } from "../text/format.js";
import { alarmIcon, alarmShapeStyles } from "./alarm-shape.js";
import { FLOOD, raisedLately, readJournal } from "./journal.js";

const READ_INTERVAL_MS = 60_000;

/** When alarms came and went lately in the whole plant, by the records, and whether they came in a flood. */
export class CtAlarmJournal extends LitElement {
  static properties = {
    plant: { attribute: false },
    machine: { state: true },
  };

  static styles = [sharedStyles, alarmShapeStyles, css`
    :host { margin-top: 14px; }
    .head { display: flex; flex-wrap: wrap; gap: 6px 18px; align-items: baseline; }
    select { background: var(--raised); border: 1px solid var(--line-strong); border-radius: 3px; padding: 2px 8px; max-width: 100%; }
    ol { margin-top: 6px; max-height: 420px; overflow-y: auto; }
    li { display: grid; grid-template-columns: max-content 18px 1fr; gap: 12px; padding: 4px 0; }
    li + li { border-top: 1px solid var(--line); }
    time { font-variant-numeric: tabular-nums; color: var(--ink-soft); white-space: nowrap; }
  `];

  #standing = new Map();
  #journal = new RecordsController(this, readJournal);

  constructor() {
    super();
    new PlantController(this);
    this.machine = "";
  }

  render() {
    this.#journal.follow("journal", JSON.stringify([Math.floor(this.plant.now() / READ_INTERVAL_MS),
      this.plant.allAlarms.map((alarm) => [alarm.thingId, alarm.id, alarm.since])]));
    const { state, value, problem } = this.#journal;
    this.#standing = new Map(this.plant.allAlarms.map((alarm) => [keyOf(alarm.thingId, alarm.id, alarm.since), alarm.severity]));
    return html`<section class="panel" aria-label="Alarm journal"><div class="head"><h2>Journal</h2>${value ? this.#head(value) : nothing}</div>
      ${state === "failed" ? html`<p class="problem">${problem}</p>` : value === undefined ? html`<p class="empty">Reading …</p>` : this.#list(value)}
    </section>`;
  }

  #head(journal) {
    const lately = raisedLately(journal, this.plant.now());
    const flood = lately > FLOOD.count;
    const machines = [...new Set(journal.map((entry) => entry.thing))].sort();
    return html`<span class=${flood ? "problem" : "soft"}>${lately} raised in the latest 10 minutes${flood
        ? ". That is a flood: look at the first alarm of each machine before the others." : ""}</span>
      <label><span class="soft">Machine</span> <select @change=${(event) => { this.machine = event.target.value; }}><option value="">All</option>${
        machines.map((id) => html`<option value=${id} ?selected=${id === this.machine}>${this.#name(id)}</option>`)}</select></label>`;
  }

  #list(journal) {
    const entries = this.machine === "" ? journal : journal.filter((entry) => entry.thing === this.machine);
    return entries.length === 0 ? html`<p class="empty">No alarm is recorded.</p>`
      : html`<ol>${repeat(entries, (entry) => entry.key, (entry) => html`<li>
          <time datetime=${entry.at}>${formatTime(entry.at)}</time>
          <span>${entry.event === "raised" && entry.severity ? alarmIcon(this.#severity(entry), 15) : nothing}</span>
          <span><a href=${thingLink(entry.thing)}>${this.#name(entry.thing)}</a> ${String(entry.message ?? readableName(entry.id))}
            <span class="soft">${this.#event(entry)}${entry.by ? ` by ${entry.by}` : ""}${entry.note ? `: ${entry.note}` : ""}</span></span></li>`)}</ol>`;
  }

  /** That of now where the alarm stands: it may have become worse since it was raised. */
  #severity(entry) {
    return this.#standing.get(keyOf(entry.thing, entry.id, entry.at)) ?? entry.severity;
  }

  #event(entry) {
    return entry.event === "raised" && entry.severity && this.#severity(entry) !== entry.severity
      ? `raised as ${entry.severity}, ${this.#severity(entry)} now` : entry.event;
  }

  #name(thingId) {
    return this.plant.view(thingId)?.name ?? shortId(thingId);
  }
}

/** An alarm by when it was raised, to the millisecond as the records have it. */
const keyOf = (thingId, id, since) => `${thingId} ${id} ${Date.parse(since)}`;

customElements.define("ct-alarm-journal", CtAlarmJournal);
