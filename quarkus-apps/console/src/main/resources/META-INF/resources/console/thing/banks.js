import { css, html } from "lit";
import { formatFigure, formatValue } from "../text/format.js";

const LEAST_MEMBERS = 4;

/**
 * Finds values of one group that are alike, such as cellVoltage01 … cellVoltage12: their names differ in the number at
 * the end only and they have one unit. Answers {single, banks}, a bank being {title, properties}.
 */
export function banksOf(properties) {
  const families = new Map();
  for (const property of properties) {
    const family = /\d$/.test(property.name) ? `${property.name.replace(/\d+$/, "")} ${property.unit}` : `=${property.name}`;
    families.set(family, [...(families.get(family) ?? []), property]);
  }
  const lists = [...families.values()];
  return {
    single: lists.filter((members) => members.length < LEAST_MEMBERS).flat(),
    banks: lists.filter((members) => members.length >= LEAST_MEMBERS)
      .map((members) => ({ title: members[0].title.replace(/\s*\d+\b/, ""), properties: members })),
  };
}

/**
 * Many like values side by side, the least and the greatest of them marked: what counts is how far they are apart.
 *
 * @param pick called with the property that is chosen
 */
export function bank(view, { title, properties }, pick) {
  const values = properties.map((property) => view.value(property));
  const numbers = values.filter((value) => typeof value === "number");
  const low = Math.min(...numbers);
  const high = Math.max(...numbers);
  const [first] = properties;
  return html`
    <header><h3>${title}</h3><span class="age">${numbers.length === 0 ? ""
      : `${formatValue(low, first)} to ${formatValue(high, first)} ${first.unit}, ${formatFigure(high - low, 2)} ${first.unit} apart`}</span></header>
    <ul class="bank" aria-label=${title}>${properties.map((property, index) => {
      const value = values[index];
      const mark = low === high ? "" : value === low ? "least" : value === high ? "greatest" : "";
      const bad = view.badQuality(property);
      return html`<li class="${mark} ${bad === undefined ? "" : "bad"}" title=${bad === undefined ? property.title : `Not good: ${formatValue(bad)}`}>
        <button class="plain" @click=${() => pick(property)}><span class="soft">${index + 1}</span>
          <span>${formatValue(value, property)}</span></button></li>`;
    })}</ul>`;
}

export const bankStyles = css`
  .bank {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(92px, 1fr));
    gap: 3px;
    padding: 6px 0 2px;
  }
  .bank li { background: var(--sunken); border-radius: 2px; }
  .bank li.bad { font-style: italic; color: var(--ink-soft); }
  .bank button {
    display: flex;
    justify-content: space-between;
    width: 100%;
    padding: 3px 7px;
    font-variant-numeric: tabular-nums;
  }
  .bank .least, .bank .greatest { font-weight: 700; background: var(--raised); }
  .bank .least span:last-child::before { content: "▾ "; }
  .bank .greatest span:last-child::before { content: "▴ "; }
`;
