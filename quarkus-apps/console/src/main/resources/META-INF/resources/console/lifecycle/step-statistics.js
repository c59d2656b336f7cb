import { css, html, nothing } from "lit";
import { thingLink } from "../page/links.js";
import { formatFigure, formatTime, formatValue, readableName, shortId } from "../text/format.js";
import { own } from "../twin/merge.js";

/** Semantic types of values that only count up. */
const COUNTERS = new Set(["cell:GoodCount", "cell:RejectCount", "cell:EnergyTotal", "cell:CycleCount", "cell:OperatingTime"]);

/**
 * One process step that a batch has passed, with the statistics of the values seen meanwhile.
 *
 * @param step {step, machine, startedAt, endedAt, beginningSeen, interrupted, alarms, values}, values by "<feature>/<property>"
 * @param machine the view of the machine, undefined if it is gone or hidden; gives title and unit where the step does not
 */
export function stepStatistics({ step, machine: machineId, startedAt, endedAt, beginningSeen, interrupted, alarms, values }, machine) {
  const figures = Object.entries(values ?? {}).map(([path, figure]) => ({ path, figure, property: machine?.propertyAt(path.replace(".", "/")) }))
    .sort((a, b) => a.path.localeCompare(b.path, "en", { numeric: true }));
  const often = titlesUsedOften(figures);
  return html`
    <section class="step" aria-label="Step ${step}">
      <header>
        <h3>${readableName(step)}</h3>
        ${machineId ? html`<a href=${thingLink(machineId)}>${machine?.name ?? shortId(machineId)}</a>` : nothing}
        <span class="soft">${formatTime(startedAt)} – ${formatTime(endedAt)}</span>
        ${beginningSeen === false ? html`<span class="soft" title="The batch was in the machine before anybody looked">begun before</span>` : nothing}
        <span class="soft">${alarmsText(alarms)}</span>
        ${interrupted ? html`<span class="soft" title="The records were not running all the time">with a gap</span>` : nothing}
      </header>
      ${figures.length === 0 ? nothing : html`
        <div class="scroll"><table aria-label="Statistics of ${step}">
          <thead><tr><th scope="col">Value</th><th scope="col" class="number">Mean</th>
            <th scope="col" class="number"><abbr title="Standard deviation">σ</abbr></th><th scope="col" class="number">Least</th>
            <th scope="col" class="number">Greatest</th><th scope="col">Unit</th><th scope="col" class="number">Changes</th></tr></thead>
          <tbody>${figures.map((each) => row(each, often.has(titleOf(each)) ? `${groupOf(each, machine)}: ${titleOf(each)}` : titleOf(each)))}</tbody>
        </table></div>`}
    </section>`;
}

const titleOf = ({ figure, property, path }) => figure?.title ?? property?.title ?? readableName(path);

/** What channels have in common does not tell one from another. */
function titlesUsedOften(figures) {
  const titles = figures.map(titleOf);
  return new Set(titles.filter((title, index) => titles.indexOf(title) !== index));
}

function groupOf({ path }, machine) {
  const feature = path.slice(0, path.search(/[./]/));
  return own(machine?.model?.features, feature) ?? readableName(feature);
}

/** A counter's mean says nothing; what it counted during the step does. */
function row({ figure, property }, title) {
  if (property?.types.some((type) => COUNTERS.has(type))) {
    const counted = figure?.maximum - figure?.minimum;
    return html`
      <tr>
        <th scope="row">${title}</th>
        <td class="number" colspan="4">${Number.isFinite(counted) ? `+${formatValue(counted, property)}` : "–"} <span class="soft">to
          ${formatValue(figure?.last, property)}</span></td>
        <td class="soft">${figure?.unit ?? property.unit}</td>
        <td class="number">${formatValue(figure?.count, { integer: true })}</td>
      </tr>`;
  }
  return html`
    <tr>
      <th scope="row">${title}</th>
      <td class="number">${formatValue(figure?.mean, property)}</td>
      <td class="number">${formatFigure(figure?.standardDeviation)}</td>
      <td class="number">${formatValue(figure?.minimum, property)}</td>
      <td class="number">${formatValue(figure?.maximum, property)}</td>
      <td class="soft">${figure?.unit ?? property?.unit ?? ""}</td>
      <td class="number">${formatValue(figure?.count, { integer: true })}</td>
    </tr>`;
}

function alarmsText(alarms) {
  const count = Array.isArray(alarms) ? alarms.length : 0;
  return count === 0 ? "no alarm" : `${count} alarm${count > 1 ? "s" : ""}: ${alarms.map(readableName).join(", ")}`;
}

export const stepStatisticsStyles = css`
  .step { margin-top: 14px; }
  .step header {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 14px;
    align-items: baseline;
    border-bottom: 1px solid var(--line);
    padding-bottom: 3px;
  }
  .step h3 { font: 600 14px/1.3 var(--family); color: var(--ink); }
  .scroll { overflow-x: auto; }
  .step table { width: 100%; border-collapse: collapse; }
  .step th, .step td { text-align: left; padding: 2px 12px 2px 0; white-space: nowrap; font-weight: 400; }
  .step thead th { font: var(--text-small); color: var(--ink-soft); }
  .step td.number, .step th.number { text-align: right; }
  abbr { text-decoration: none; }
`;
