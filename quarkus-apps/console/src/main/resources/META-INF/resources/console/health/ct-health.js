import { LitElement, css, html, nothing } from "lit";
import "../chart/ct-chart.js";
import { PlantController } from "../page/plant.js";
import { sharedStyles } from "../page/styles.js";
import { formatAge, formatFigure } from "../text/format.js";
import { at } from "../twin/merge.js";
import { fadeOption } from "./fade-chart.js";
import { isWornOut } from "./worn-out.js";

/** State of health and remaining useful life of a pack, with the fade of its capacity and where that leads. */
export class CtHealth extends LitElement {
  static properties = {
    plant: { attribute: false },
    thingId: {},
  };

  static styles = [sharedStyles, css`
    :host { display: grid; gap: 14px; }
    .figure .unit { font: var(--text); white-space: nowrap; }
    dl {
      display: grid;
      grid-template-columns: repeat(3, auto);
      justify-content: space-between;
      gap: 4px 16px;
      margin: 8px 0 4px;
    }
    dt {
      font: var(--text-small);
      color: var(--ink-soft);
    }
    ct-chart { height: 240px; margin-top: 8px; }
    h3 { margin-top: 8px; }
  `];

  #data;
  #key;

  constructor() {
    super();
    new PlantController(this);
  }

  render() {
    const view = this.plant?.view(this.thingId);
    if (!view) {
      return nothing;
    }
    const health = at(view.thing, "features", "health", "properties");
    return html`<section class="panel" aria-label="Health"><h2>Health</h2>${health && typeof health.stateOfHealth === "number"
      ? this.#health(view, health)
      : html`<p class="empty">No estimate yet. The state of health is worked out when the pack has been discharged once.</p>`}
      ${typeof health?.notMeasured === "string" ? html`<p class="problem">${health.notMeasured}.</p>` : nothing}
      ${MEASUREMENTS.map(([name, title]) => evidence(title, health?.[name]))}${earlyLife(health?.earlyLife)}${notices(health)}${rejected(health, this.plant.now())}
    </section>${safety(at(view.thing, "features", "safety", "properties"), this.plant.now())}`;
  }

  #health(view, health) {
    const remaining = health.remainingUsefulLifeCycles;
    const known = [remaining?.p05, remaining?.median, remaining?.p95].every(Number.isFinite);
    const observedAt = Date.parse(health.observedAt);
    return html`
      <dl>
        <div><dt>State of health</dt><dd class="figure">${formatFigure(health.stateOfHealth)} <span class="unit">${error(health.stateOfHealthStandardError)} %</span></dd></div>
        <div><dt>Capacity</dt><dd class="figure">${formatFigure(health.capacityAh)} <span class="unit">${error(health.capacityStandardErrorAh)} Ah</span></dd></div>
        <div><dt>Remaining life</dt><dd class="figure">${known
          ? html`${Math.round(remaining.median)} <span class="unit">cycles</span>` : "–"}</dd></div>
      </dl>
      ${isWornOut(health) ? html`<p class="problem">Worn out: the capacity is below that of the end of life,
        ${formatFigure(health.endOfLifeCapacityAh)} Ah.</p>` : nothing}
      <p class="soft">${isWornOut(health) ? nothing : known
        ? html`With 90 % probability between ${Math.round(remaining.p05)} and ${Math.round(remaining.p95)} more cycles${
          Number.isFinite(remaining.p25) && Number.isFinite(remaining.p75)
            ? html`, with 50 % between ${Math.round(remaining.p25)} and ${Math.round(remaining.p75)}` : nothing}.${
          remaining.familiar === false
            ? " The battery fades unlike those from which the forecast was learnt: its intervals are wide." : nothing}`
        : html`The remaining useful life is given when the capacity has faded enough to see where it leads.`}
        ${Number.isNaN(observedAt) ? nothing : html` Estimated ${formatAge(this.plant.now() - observedAt)} ago`}${health.model
          ? html` by ${String(health.model)} ${String(health.modelVersion ?? "")}.` : "."}</p>
      ${this.#chart(view, health, remaining, known)}`;
  }

  #chart(view, health, remaining, known) {
    const cycles = numbers(health.fadeTrend?.cycles);
    const capacityAh = numbers(health.fadeTrend?.capacityAh);
    if (cycles.length < 2 || cycles.length !== capacityAh.length) {
      return html`<p class="empty">The fade of the capacity is drawn from the second full discharge on.</p>`;
    }
    const errorsAh = numbers(health.fadeTrend?.standardErrorAh);
    const key = JSON.stringify([this.thingId, health.fadeTrend, remaining, health.endOfLifeCapacityAh]);
    if (key !== this.#key) {
      this.#key = key;
      this.#data = { cycles, capacityAh, errorsAh: errorsAh.length === cycles.length ? errorsAh : [], endOfLifeAh: number(health.endOfLifeCapacityAh), remaining: known ? remaining : undefined };
    }
    return html`<ct-chart .build=${fadeOption} .data=${this.#data}
      summary="Capacity faded from ${formatFigure(capacityAh[0])} to ${formatFigure(capacityAh[capacityAh.length - 1])} ampere hours
        over ${cycles[cycles.length - 1]} cycles"></ct-chart>`;
  }
}

/** Twice the standard error, which holds 95 % of what may be. */
const error = (value) => (typeof value === "number" ? `± ${formatFigure(2 * value, 2)}` : "");

/** What can have told the capacity, as the twin names it and as people read it. */
const MEASUREMENTS = [["measurement", "Last discharge"], ["chargeMeasurement", "Last charge, by states of charge"],
  ["voltageMeasurement", "Last charge, by its voltages"]];

/** What a capacity was found from. */
function evidence(title, last) {
  if (typeof last?.capacityAh !== "number") {
    return nothing;
  }
  return html`<h3>${title}</h3>
    <p class="soft">${formatFigure(last.capacityAh)} ${error(last.standardErrorAh)} Ah, ${String(last.window)}, by
      ${String(last.source)}: ${last.samples} samples over ${formatAge(1000 * last.durationSeconds)}, longest gap
      ${formatFigure(last.longestGapSeconds)} s, mean ${formatFigure(last.meanCurrent)} A${
      typeof last.temperature === "number" ? html`, ${formatFigure(last.temperature)} °C` : nothing}${
      typeof last.weakestCell === "number" ? html`, weakest cell ${last.weakestCell}` : nothing}.</p>`;
}

/** The cycle life that the first cycles foretell, or why they do not. */
function earlyLife(early) {
  const life = early?.cycleLife;
  const known = [life?.p05, life?.median, life?.p95].every(Number.isFinite);
  if (!known && typeof early?.notKnown !== "string") {
    return nothing;
  }
  const seen = early.evidence;
  return html`<h3>Early life</h3>
    ${known ? html`<p class="soft">By its first ${early.afterCycle} cycles the battery lives ${life.median} cycles until
      ${formatFigure(early.endOfLifePercent)} % of its nominal capacity, with 90 % probability ${life.p05} to ${life.p95}${
      Number.isFinite(seen?.deviationPercent) ? html`. Its voltage curves of cycles ${range(seen.firstCycles)} and
      ${range(seen.latestCycles)} differ by ${formatFigure(seen.deviationPercent)} % of the nominal capacity` : nothing}.</p>` : nothing}
    ${typeof early.notKnown === "string" ? html`<p class="soft">${early.notKnown}.</p>` : nothing}`;
}

const range = (cycles) => `${numbers(cycles).at(0)} to ${numbers(cycles).at(-1)}`;

function notices(health) {
  return Array.isArray(health?.notices) && health.notices.length > 0
    ? html`<ul class="soft">${health.notices.map((notice) => html`<li>${String(notice)}</li>`)}</ul>` : nothing;
}

/** The discharges that were not taken, and why. */
function rejected(health, now) {
  const last = health?.rejectedDischarges?.last;
  if (!Array.isArray(last) || last.length === 0) {
    return nothing;
  }
  return html`<h3>Not taken: ${health.rejectedDischarges.count}</h3>
    <ul class="soft">${last.toReversed().map((each) => html`<li>${String(each.message)}${
      Number.isNaN(Date.parse(each.at)) ? nothing : html`, ${formatAge(now - Date.parse(each.at))} ago`}</li>`)}</ul>`;
}

/** How safe the pack is, since when and why. */
function safety(judged, now) {
  if (typeof judged?.level !== "string") {
    return nothing;
  }
  const since = Date.parse(judged.since);
  const reasons = Array.isArray(judged.reasons) ? judged.reasons : [];
  return html`<section class="panel" aria-label="Safety"><h2>Safety</h2>
    <p><strong>${judged.level}</strong>${Number.isNaN(since) ? nothing : html` for ${formatAge(now - since)}`}</p>
    ${reasons.length === 0 ? html`<p class="soft">No indicator of danger is raised.</p>`
      : html`<ul>${reasons.map((reason) => html`<li>${String(reason.level)}: ${String(reason.message)}</li>`)}</ul>`}</section>`;
}

const number = (value) => (typeof value === "number" ? value : undefined);

function numbers(list) {
  return Array.isArray(list) ? list.filter((value) => typeof value === "number") : [];
}

customElements.define("ct-health", CtHealth);
