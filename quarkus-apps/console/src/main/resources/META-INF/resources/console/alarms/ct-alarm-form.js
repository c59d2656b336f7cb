import { LitElement, css, html, nothing } from "lit";
import { sharedStyles } from "../page/styles.js";
import { formatTime } from "../text/format.js";
import { at } from "../twin/merge.js";
import { SHELVING, acknowledge, answer, remove, shelve, unshelve, whyNot } from "./alarm-work.js";
import { isOfDevice, stateOf } from "./alarms.js";

/** What can be done about one alarm, and what others did; fires "done" when something was written. */
export class CtAlarmForm extends LitElement {
  static properties = {
    plant: { attribute: false },
    alarm: { attribute: false },
    problem: { state: true },
    reason: { state: true },
    busy: { state: true },
    ms: { state: true },
  };

  static styles = [sharedStyles, css`
    form { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: end; padding: 4px 0 10px; }
    label { display: grid; gap: 2px; font: var(--text-small); color: var(--ink-soft); }
    label.note { flex: 1 1 240px; }
    input, select {
      font: var(--text);
      color: var(--ink);
      background: var(--raised);
      border: 1px solid var(--line-strong);
      border-radius: 3px;
      padding: 3px 6px;
      min-width: 0;
    }
    button { background: var(--raised); border: 1px solid var(--line-strong); border-radius: 3px; padding: 4px 10px; cursor: pointer; }
    button:disabled { color: var(--ink-soft); cursor: default; }
  `];

  #asked;

  constructor() {
    super();
    this.ms = SHELVING[0].ms;
  }

  willUpdate() {
    const asked = `${this.alarm.thingId} ${this.alarm.id}`;
    if (asked !== this.#asked) {
      this.#asked = asked;
      this.reason = undefined;
      this.busy = true;
      whyNot(this.alarm).then((reason) => { this.reason = reason; }, (error) => { this.problem = error.message; })
        .finally(() => { this.busy = false; });
    }
  }

  render() {
    const state = stateOf(this.alarm, this.plant.now());
    return html`${said("Acknowledged", this.alarm.acknowledged, "at")}${said("Shelved", this.alarm.shelved, "until")}
      ${this.#advice()}
      ${this.reason ? html`<p class="problem">${this.reason}</p>` : this.#form(state)}
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}`;
  }

  /** By when the advice wants to be followed, what waiting costs, and what somebody answered. */
  #advice() {
    const { actBy, costOfWaiting, answered } = this.alarm;
    return html`${typeof actBy === "string" ? html`<p class="soft">Look at it by ${formatTime(actBy)}${
      typeof costOfWaiting === "string" ? html`. ${costOfWaiting}` : nothing}</p>` : nothing}${
      said(`Advice ${String(at(answered, "answer") ?? "answered")}`, answered, "at")}`;
  }

  #answers() {
    return html`${this.#button("Accept the advice", (by, note, now) => answer(this.alarm, "accepted", by, note, now))}
      ${this.#button("It is done", (by, note, now) => answer(this.alarm, "done", by, note, now))}
      ${this.#button("Reject: the machine is healthy", (by, note, now) => this.#reject(by, note, now))}`;
  }

  #reject(by, note, now) {
    if (note === "") {
      throw new Error("Say in the note why the machine is healthy as it runs: it is learnt anew like this.");
    }
    return answer(this.alarm, "rejected", by, note, now);
  }

  #form(state) {
    return html`<form @submit=${(event) => event.preventDefault()}>
      <label class="note">Note<input name="note" maxlength="500" autocomplete="off"></label>
      ${state === "active" ? this.#button("Acknowledge", (by, note, now) => acknowledge(this.alarm, by, note, now)) : nothing}
      ${typeof this.alarm.actBy === "string" ? this.#answers() : nothing}
      ${isOfDevice(this.alarm) ? nothing : state === "shelved"
        ? this.#button("Take off the shelf", () => unshelve(this.alarm))
        : html`<label>Shelve for<select name="time" @change=${(event) => { this.ms = Number(event.target.value); }}>${SHELVING.map(({ label, ms }) =>
            html`<option value=${ms} ?selected=${ms === this.ms}>${label}</option>`)}</select></label>
          ${this.#button("Shelve", (by, note, now) => this.#shelve(by, note, now))}`}
      ${state === "cleared" && !isOfDevice(this.alarm) ? this.#button("Remove", () => remove(this.alarm)) : nothing}
      <span class="soft">as ${this.plant.user ?? "…"}</span></form>`;
  }

  #button(name, work) {
    return html`<button type="button" ?disabled=${this.busy || !this.plant.user} @click=${() => this.#do(work)}>${name}</button>`;
  }

  #shelve(by, note, now) {
    if (note === "") {
      throw new Error("Say in the note why it is shelved: the next shift has to know.");
    }
    return shelve(this.alarm, by, note, now, this.ms);
  }

  async #do(work) {
    this.busy = true;
    this.problem = undefined;
    try {
      await work(this.plant.user, this.renderRoot.querySelector("input").value.trim(), this.plant.now());
      this.dispatchEvent(new CustomEvent("done"));
    } catch (error) {
      this.problem = error.message;
    } finally {
      this.busy = false;
    }
  }
}

/** What somebody did about the alarm before. */
function said(what, done, time) {
  return done === undefined || done === null ? nothing : html`<p class="soft">${what} by ${String(at(done, "by") ?? "somebody")}${
    at(done, time) ? html`, ${time === "until" ? "until " : ""}${formatTime(at(done, time))}` : nothing}${
    at(done, "note") ? html`: ${String(at(done, "note"))}` : nothing}</p>`;
}

customElements.define("ct-alarm-form", CtAlarmForm);
