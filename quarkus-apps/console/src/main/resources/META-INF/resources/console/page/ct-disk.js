import { LitElement, css, html, nothing } from "lit";
import { sharedStyles } from "./styles.js";

const LOOK_MS = 10_000;

/** Says that no values are taken because the disk is nearly full; shows nothing otherwise. */
export class CtDisk extends LitElement {
  static properties = { full: { state: true } };

  static styles = [sharedStyles, css`
    span {
      display: inline-flex;
      align-items: center;
      gap: 7px;
      font-weight: 700;
    }
    i {
      width: 10px;
      height: 10px;
      background: var(--alarm-warning);
    }
  `];

  #timer;

  connectedCallback() {
    super.connectedCallback();
    this.#look();
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
    super.disconnectedCallback();
  }

  /** Where there is no answer the connection is told elsewhere, and what was known stays. */
  async #look() {
    const response = await fetch("/console/disk", { cache: "no-store" }).catch(() => undefined);
    if (response?.ok) {
      this.full = !(await response.json()).hasRoom;
    }
  }

  render() {
    return this.full
      ? html`<span role="status"><i></i>Disk nearly full: no values are taken</span>`
      : nothing;
  }
}

customElements.define("ct-disk", CtDisk);
