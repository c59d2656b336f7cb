import { LitElement, css, html } from "lit";
import { PlantController } from "../page/plant.js";
import { sharedStyles } from "../page/styles.js";
import { stateOf } from "./alarms.js";

const REPEAT_MS = 10_000;
const PITCH_HZ = { critical: 880, warning: 587, info: 392 };

/**
 * Whether new alarms are heard: one tone for each, and again every ten seconds while a critical one is not acknowledged. Off until
 * somebody switches it on, after each opening of the page, since browsers play nothing before; so it never seems to be on in silence.
 */
export class CtAlarmSound extends LitElement {
  static properties = {
    plant: { attribute: false },
    on: { state: true },
  };

  static styles = [sharedStyles, css`
    button { background: none; border: 1px solid var(--line-strong); border-radius: 3px; padding: 2px 9px; cursor: pointer; white-space: nowrap; }
    button[aria-pressed="true"] { background: var(--raised); font-weight: 600; }
  `];

  #audio;
  #heard = new Set();
  #sounded = -Infinity;

  constructor() {
    super();
    new PlantController(this);
    this.on = false;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#audio?.close();
    this.#audio = undefined;
    this.on = false;
  }

  render() {
    return html`<button aria-pressed=${this.on ? "true" : "false"} @click=${this.#turn}>Sound ${this.on ? "on" : "off"}</button>`;
  }

  updated() {
    const waiting = (this.plant?.alarms ?? []).filter((alarm) => stateOf(alarm, this.plant.now()) === "active");
    const keys = waiting.map((alarm) => `${alarm.thingId} ${alarm.id} ${alarm.since}`);
    const fresh = waiting.filter((alarm, index) => !this.#heard.has(keys[index]));
    this.#heard = new Set(keys);
    const due = waiting[0]?.severity === "critical" && performance.now() - this.#sounded > REPEAT_MS;
    if (this.on && (fresh.length > 0 || due)) {
      this.#sound((fresh[0] ?? waiting[0]).severity);
    }
  }

  async #turn() {
    this.on = !this.on;
    if (this.on) {
      this.#audio ??= new AudioContext();
      await this.#audio.resume();
      this.#sound("info");
    }
  }

  #sound(severity) {
    this.#sounded = performance.now();
    const now = this.#audio.currentTime;
    const tone = new OscillatorNode(this.#audio, { frequency: PITCH_HZ[severity] });
    const volume = new GainNode(this.#audio, { gain: 0.15 });
    tone.connect(volume).connect(this.#audio.destination);
    tone.start(now);
    tone.stop(now + 0.35);
  }
}

customElements.define("ct-alarm-sound", CtAlarmSound);
