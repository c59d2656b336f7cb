import { LitElement, css, html } from "lit";
import { PlantController } from "./plant.js";
import { sharedStyles } from "./styles.js";

/** Whether what the page shows is live. */
export class CtConnection extends LitElement {
  static properties = { plant: { attribute: false } };

  static styles = [sharedStyles, css`
    span {
      display: inline-flex;
      align-items: center;
      gap: 7px;
      white-space: nowrap;
    }
    i {
      width: 10px;
      height: 10px;
      border-radius: 50%;
      background: var(--ink-soft);
    }
    .lost {
      font-weight: 700;
    }
    .lost i {
      border-radius: 0;
      background: var(--alarm-warning);
    }
  `];

  constructor() {
    super();
    new PlantController(this);
  }

  render() {
    const { name, retryAt } = this.plant?.connection ?? { name: "connecting" };
    switch (name) {
      case "live":
        return html`<span role="status"><i></i>Live</span>`;
      case "reconnecting": {
        const seconds = Math.max(0, Math.ceil((retryAt - Date.now()) / 1000));
        return html`<span class="lost" role="status"><i></i>Reconnecting<span aria-hidden="true">${seconds > 0 ? ` in ${seconds} s` : ""}</span></span>`;
      }
      case "signed-out":
        return html`<span class="lost" role="status"><i></i>Signed out</span>`;
      default:
        return html`<span role="status"><i></i>Connecting</span>`;
    }
  }
}

customElements.define("ct-connection", CtConnection);
