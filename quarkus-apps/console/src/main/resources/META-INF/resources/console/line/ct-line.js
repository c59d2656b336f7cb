import { LitElement, css, html, nothing, svg } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { deviceLink } from "../page/links.js";
import { PlantController } from "../page/plant.js";
import { sharedStyles } from "../page/styles.js";
import { alarmShapeStyles } from "../alarms/alarm-shape.js";
import { readableName } from "../text/format.js";
import { stagesOf } from "./process-order.js";
import { layoutLine } from "./layout.js";
import { machineBox } from "./machine-box.js";
import { packTile } from "./pack-tile.js";
import { batchTokens } from "./batch-tokens.js";
import { lineStyles } from "./line-styles.js";

/** The plant as a picture: machines in the order of the process, the batches in them, the packs made of their cells. */
export class CtLine extends LitElement {
  static properties = {
    plant: { attribute: false },
    selected: {},
    width: { state: true },
  };

  static styles = [sharedStyles, alarmShapeStyles, lineStyles, css`
    :host {
      min-height: 150px;
    }
  `];

  #observer = new ResizeObserver(([entry]) => {
    this.width = Math.floor(entry.contentRect.width);
  });

  constructor() {
    super();
    new PlantController(this);
  }

  connectedCallback() {
    super.connectedCallback();
    this.#observer.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  render() {
    const views = this.plant?.views ?? [];
    const stages = stagesOf(views.filter((view) => view.kind === "machine"));
    const packs = views.filter((view) => view.kind === "pack");
    if (!this.width) {
      return nothing;
    }
    if (stages.length === 0 && packs.length === 0) {
      return this.#empty();
    }
    const { height, steps, machines, packs: tiles, flows } = layoutLine(stages, packs, this.width);
    return html`
      <svg width=${this.width} height=${height + 4} viewBox="-2 -2 ${this.width} ${height + 4}" role="group" aria-label="Production line">
        <defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto">
          <path class="arrow" d="M0 0L8 4L0 8z"></path></marker></defs>
        ${flows.map((flow) => svg`<path class="flow" marker-end="url(#arrow)" d=${flow}></path>`)}
        ${steps.map((step) => svg`<text class="step" x=${step.x} y=${step.y}>${readableName(step.label || "other")}</text>`)}
        ${repeat(machines, ({ view }) => view.id, (box) => machineBox(box, box.view.id === this.selected, this.plant.now()))}
        ${repeat(tiles, ({ view }) => view.id, (tile) => packTile(tile, tile.view.id === this.selected, this.plant.now()))}
        ${batchTokens(machines)}
      </svg>`;
  }

  #empty() {
    if (this.plant?.connection.name !== "live" || !this.plant.hasRead || this.plant.mayRegister === undefined) {
      return html`<p class="empty">Reading the plant …</p>`;
    }
    return this.plant.mayRegister
      ? html`<p class="empty">No machine is known yet. <a href=${deviceLink()}>Connect a machine</a>: it appears here as soon as it has been read.</p>`
      : html`<p class="empty">There is no machine or pack that your account may see.</p>`;
  }
}

customElements.define("ct-line", CtLine);
