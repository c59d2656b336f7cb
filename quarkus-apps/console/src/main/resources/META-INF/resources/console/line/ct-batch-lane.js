import { LitElement, css, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { PlantController } from "../page/plant.js";
import { sharedStyles } from "../page/styles.js";
import { thingLink } from "../page/links.js";
import { shortId } from "../text/format.js";

const MOST = 40;

/** The batches, the latest first, with where they stand. */
export class CtBatchLane extends LitElement {
  static properties = {
    plant: { attribute: false },
    selected: {},
  };

  static styles = [sharedStyles, css`
    nav {
      display: flex;
      align-items: center;
      gap: 8px;
      overflow-x: auto;
      padding: 3px;
      margin: -3px;
    }
    h2 { font: var(--text-label); color: var(--ink-soft); white-space: nowrap; }
    a {
      display: inline-flex;
      gap: 7px;
      white-space: nowrap;
      padding: 2px 11px;
      border: 1px solid var(--line-strong);
      border-radius: 12px;
      color: inherit;
      text-decoration: none;
      background: var(--panel);
    }
    a:hover, a[aria-current] { background: var(--raised); }
    a[aria-current] strong { text-decoration: underline; text-underline-offset: 3px; }
    strong { font-weight: 600; }
  `];

  constructor() {
    super();
    new PlantController(this);
  }

  render() {
    const views = this.plant?.views ?? [];
    const places = new Map(views.filter((view) => view.currentBatch).map((view) => [view.currentBatch, view.name]));
    const batches = views.filter((view) => view.kind === "batch").reverse().slice(0, MOST);
    if (batches.length === 0) {
      return nothing;
    }
    return html`
      <nav aria-label="Batches"><h2>Batches</h2>${repeat(batches, (batch) => batch.id, (batch) => html`
        <a href=${thingLink(batch.id)} aria-current=${batch.id === this.selected ? "true" : nothing}>
          <strong>${shortId(batch.id)}</strong>
          <span class="soft">${places.has(batch.id) ? `in ${places.get(batch.id)}` : String(batch.state ?? "")}</span></a>`)}</nav>`;
  }
}

customElements.define("ct-batch-lane", CtBatchLane);
