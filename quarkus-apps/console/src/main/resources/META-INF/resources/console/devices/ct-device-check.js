import { LitElement, css, html, nothing } from "lit";
import { sharedStyles } from "../page/styles.js";
import { formatQuantity, readableName } from "../text/format.js";

/** What a device gave that was tried: every value with its unit, and why one is not good. */
export class CtDeviceCheck extends LitElement {
  static properties = {
    outcome: { attribute: false },
    model: { attribute: false },
  };

  static styles = [sharedStyles, css`
    .scroll { overflow: auto; max-height: 420px; margin-top: 6px; }
    table { width: 100%; border-collapse: collapse; }
    th, td { text-align: left; padding: 4px 14px 4px 0; vertical-align: top; }
    thead th { font: var(--text-label); color: var(--ink-soft); border-bottom: 1px solid var(--line); position: sticky; top: 0; background: var(--panel); }
    tbody th { font-weight: 400; }
    td.number { text-align: right; overflow-wrap: anywhere; }
    td.quality { overflow-wrap: anywhere; min-width: 72px; }
    tr.bad td.quality { border-left: 4px solid var(--alarm-warning); padding-left: 8px; }
  `];

  render() {
    const { tookMs, values } = this.outcome;
    const good = values.filter(({ problem }) => problem === null).length;
    if (values.length === 0) {
      return html`<p class="problem" role="status">The device answers, but gives no value of this model.</p>`;
    }
    return html`
      <p class=${good < values.length ? "problem" : ""} role="status">The device answers: ${good} of ${values.length} values are good, read in ${tookMs} ms.</p>
      <div class="scroll" tabindex="0" role="group" aria-label="Values of the device"><table>
        <thead><tr><th scope="col">Value</th><th scope="col" class="number">Reading</th><th scope="col">Quality</th></tr></thead>
        <tbody>${values.map((value) => this.#row(value))}</tbody></table></div>`;
  }

  #row(value) {
    const property = this.model?.properties.find(({ feature, name }) => feature === value.feature && name === value.name)
      ?? { unit: value.unit };
    const { number, unit } = formatQuantity(value.value, property);
    return html`<tr class=${value.problem === null ? "" : "bad"}>
      <th scope="row">${value.title} <span class="soft">${value.feature === null ? nothing
        : this.model?.features[value.feature] ?? readableName(value.feature)}</span></th>
      <td class="number">${number} <span class="unit">${unit}</span></td>
      <td class="quality">${value.problem === null ? "Good" : `Not good: ${value.problem}`}</td></tr>`;
  }
}

customElements.define("ct-device-check", CtDeviceCheck);
