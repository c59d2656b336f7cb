import { LitElement, css, html, nothing } from "lit";
import { PlantController } from "./plant.js";
import { sharedStyles } from "./styles.js";
import { shortId } from "../text/format.js";

/** Says that values are simulated, and from what, so that nobody takes them for a real machine's. */
export class CtSource extends LitElement {
  static properties = { plant: { attribute: false } };

  static styles = [sharedStyles, css`
    details {
      position: relative;
    }
    summary {
      cursor: pointer;
      list-style: none;
      border: 1px solid var(--line-strong);
      border-radius: 3px;
      padding: 2px 9px;
      white-space: nowrap;
    }
    summary::-webkit-details-marker { display: none; }
    summary::after { content: " ▾"; }
    .list {
      position: absolute;
      z-index: 2;
      right: 0;
      top: calc(100% + 6px);
      width: max-content;
      max-width: min(480px, 90vw);
      background: var(--raised);
      border: 1px solid var(--line-strong);
      border-radius: 4px;
      padding: 10px 14px;
    }
    dt { font: var(--text-label); }
    dd + dt { margin-top: 8px; }
  `];

  constructor() {
    super();
    new PlantController(this);
  }

  render() {
    const bySource = new Map();
    for (const view of this.plant?.views ?? []) {
      if (view.dataSource) {
        bySource.set(view.dataSource, [...(bySource.get(view.dataSource) ?? []), shortId(view.id)]);
      }
    }
    if (bySource.size === 0) {
      return nothing;
    }
    return html`
      <details>
        <summary>Simulated plant</summary>
        <div class="list"><dl>${[...bySource].map(([source, things]) =>
          html`<dt>${source.charAt(0).toUpperCase() + source.slice(1)}</dt><dd class="soft">${things.join(", ")}</dd>`)}</dl></div>
      </details>`;
  }
}

customElements.define("ct-source", CtSource);
