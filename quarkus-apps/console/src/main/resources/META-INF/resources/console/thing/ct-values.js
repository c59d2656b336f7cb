import { LitElement, css, html, nothing } from "lit";
import { PlantController } from "../page/plant.js";
import { thingLink } from "../page/links.js";
import { sharedStyles } from "../page/styles.js";
import { formatAge, formatQuantity, formatText, formatValue } from "../text/format.js";
import { bank, bankStyles, banksOf } from "./banks.js";
import { gauge, gaugeStyles } from "./gauge.js";
import { sparkline, sparklineStyles } from "./sparkline.js";
import { channelTables } from "./channels.js";

/**
 * All live values of one thing, by functional group: name, place within its range, trend, value and unit; how old they
 * are stands with the group, why one is not good with the value. Fires "pick" with {feature, name} when a value is chosen.
 */
export class CtValues extends LitElement {
  static properties = {
    plant: { attribute: false },
    thingId: {},
    picked: { attribute: false },
  };

  static styles = [sharedStyles, gaugeStyles, sparklineStyles, bankStyles, css`
    .groups {
      columns: 440px 3;
      column-gap: 14px;
    }
    section {
      break-inside: avoid;
      margin: 0 0 12px;
    }
    header {
      display: flex;
      justify-content: space-between;
      align-items: baseline;
      gap: 12px;
      border-bottom: 1px solid var(--line);
      padding-bottom: 3px;
    }
    .age {
      font: var(--text-small);
      color: var(--ink-soft);
      font-variant-numeric: tabular-nums;
    }
    table {
      width: 100%;
      border-collapse: collapse;
      table-layout: fixed;
    }
    td, th {
      padding: 2px 6px;
      height: 28px;
      font: var(--text);
      text-align: left;
      vertical-align: middle;
    }
    td:first-child, th:first-child {
      padding-left: 4px;
    }
    th { font-size: 13px; }
    th button {
      width: 100%;
      overflow-wrap: anywhere;
      line-height: 1.2;
      display: block;
    }
    .gauge-column { width: 82px; }
    .trend-column { width: 92px; }
    .number-column { width: 86px; }
    .unit-column { width: 52px; }
    td.gauge-cell, td.trend { padding: 0 3px; }
    td.number { padding: 0 4px 0 0; font-weight: 600; white-space: nowrap; }
    td.text { font-weight: 600; overflow-wrap: anywhere; text-align: right; }
    td.unit { padding: 0; font: var(--text-small); white-space: nowrap; }
    tr.picked, tr:hover { background: var(--raised); }
    tr.bad td.number { font-style: italic; font-weight: 400; color: var(--ink-soft); }
    .reason {
      display: block;
      font: var(--text-small);
      padding: 0 4px 4px;
    }
    .stale .number, .stale .text { color: var(--ink-soft); }
    .wide { column-span: all; overflow-x: auto; }
    .wide td, .wide th { text-align: right; font-variant-numeric: tabular-nums; height: 24px; }
    .wide table { table-layout: auto; }
    .wide th:first-child { text-align: left; }
    .wide thead th { font: var(--text-label); color: var(--ink-soft); border-bottom: 1px solid var(--line); }
    .wide tbody tr:nth-child(even) { background: var(--raised); }
    @media (max-width: 560px) {
      .groups { columns: 1; }
      .groups section:not(.wide) :is(table, tbody) { display: block; }
      .groups section:not(.wide) tr { display: grid; grid-template-columns: minmax(0, 1fr) max-content minmax(26px, max-content); }
      .groups section:not(.wide) :is(.gauge-cell, .trend) { display: none; }
      .groups section:not(.wide) td.text { grid-column: 2 / -1; }
      .groups section:not(.wide) tr.bad td:only-child { grid-column: 1 / -1; }
      .groups section:not(.wide) td.number { padding: 2px 4px; }
      .groups section:not(.wide) td.number[colspan] { grid-column: 2 / -1; }
      .groups section:not(.wide) td.unit { padding: 4px 0; }
    }
  `];

  constructor() {
    super();
    new PlantController(this);
  }

  render() {
    const view = this.plant?.view(this.thingId);
    if (!view) {
      return nothing;
    }
    const { tables, groups } = channelTables(view.groups);
    if (tables.length === 0 && groups.length === 0) {
      if (!view.seesAll) {
        return html`<p class="empty">Your account may see no value of this thing.</p>`;
      }
      return view.connection === undefined ? nothing : html`<p class="empty">No value has arrived yet. ${view.isDisconnected
        ? "The device is not connected; values appear as soon as it is."
        : "Values appear with the device's first message."}</p>`;
    }
    return html`
      <div class="groups ${view.isDisconnected ? "stale" : ""}">
        ${groups.map((group) => this.#group(view, group))}
        ${tables.map((table) => this.#table(view, table))}
      </div>`;
  }

  #group(view, { feature, title, properties }) {
    const { single, banks } = banksOf(properties);
    return html`
      ${single.length === 0 ? nothing : this.#list(view, feature, title, single)}
      ${banks.map((members) => html`<section>${bank(view, members, (property) => this.#pick(property))}</section>`)}`;
  }

  #list(view, feature, title, properties) {
    return html`
      <section>
        <header><h3>${title}</h3>${this.#age(view, feature)}</header>
        <table aria-label=${title}>
          <colgroup><col><col class="gauge-column"><col class="trend-column"><col class="number-column"><col class="unit-column"></colgroup>
          <tbody>${properties.map((property) => this.#row(view, property))}</tbody></table>
      </section>`;
  }

  #age(view, feature) {
    const observedAt = view.observedAt(feature);
    return Number.isNaN(observedAt) ? nothing
      : html`<span class="age" title="When the device took these values">${formatAge(this.plant.now() - observedAt)} ago</span>`;
  }

  #row(view, property) {
    const value = view.value(property);
    const bad = view.badQuality(property);
    const picked = this.picked?.feature === property.feature && this.picked?.name === property.name;
    return html`
      <tr class="${picked ? "picked" : ""} ${bad === undefined ? "" : "bad"}" data-value="${property.feature}/${property.name}">
        ${typeof value === "number" ? this.#numberCells(property, value, picked) : html`
          <th scope="row" colspan="2">${property.title}</th>
          <td class="text" colspan="3" title=${formatText(value)}>${this.#text(value)} <span class="unit">${property.unit}</span></td>`}
      </tr>
      ${bad === undefined ? nothing
        : html`<tr class="bad"><td colspan="5"><span class="reason">Not good: ${formatValue(bad)}. The last good value is shown.</span></td></tr>`}`;
  }

  /** A value that is another thing's id leads there. */
  #text(value) {
    const other = typeof value === "string" && this.plant.view(value);
    return other ? html`<a href=${thingLink(value)}>${value}</a>` : formatText(value);
  }

  #numberCells(property, value, picked) {
    const { number, unit } = formatQuantity(value, property);
    return html`
      <th scope="row"><button class="plain" @click=${() => this.#pick(property)} aria-pressed=${picked ? "true" : "false"}
        title="${property.title}: show its trend">${property.title}</button></th>
      <td class="gauge-cell">${gauge(value, property)}</td>
      <td class="trend">${sparkline(this.plant.curve(this.thingId, property.feature, property.name), property, this.plant.now())}</td>
      ${typeof number === "string" && unit === "" && number.includes(" ")
        ? html`<td class="number" colspan="2">${number}</td>`
        : html`<td class="number">${number}</td><td class="unit">${unit}</td>`}`;
  }

  /** Channels that are alike, side by side: one row a channel, one column a value. */
  #table(view, { title, columns, rows }) {
    return html`
      <section class="wide">
        <header><h3>${title}</h3>${this.#age(view, rows[0].feature)}</header>
        <table aria-label=${title}>
          <thead><tr><th scope="col">Channel</th>${columns.map((column) =>
            html`<th scope="col">${column.title}${column.unit ? html` <span class="soft">(${column.unit})</span>` : nothing}</th>`)}</tr></thead>
          <tbody>${rows.map((row) => html`
            <tr><th scope="row">${row.title}</th>${row.properties.map((property) => html`
              <td class=${view.badQuality(property) === undefined ? "" : "bad"} title=${view.badQuality(property) ?? ""}>
                ${property.unit || typeof view.value(property) === "number"
                  ? html`<button class="plain" @click=${() => this.#pick(property)}>${formatValue(view.value(property), property)}</button>`
                  : formatValue(view.value(property), property)}</td>`)}</tr>`)}</tbody>
        </table>
      </section>`;
  }

  #pick({ feature, name }) {
    this.dispatchEvent(new CustomEvent("pick", { detail: { feature, name } }));
  }
}

customElements.define("ct-values", CtValues);
