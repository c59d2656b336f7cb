import { nothing, svg } from "lit";
import { alarmShape } from "../alarms/alarm-shape.js";
import { alarmsText, announcedOf } from "../alarms/alarms.js";
import { formatAge, formatMultiple, formatQuantity } from "../text/format.js";
import { thingLink } from "../page/links.js";
import { at } from "../twin/merge.js";
import { activityOf } from "./machine-state.js";
import { fitText, font } from "./fit-text.js";
import { symbolOf } from "./symbols.js";

const NAME_FONT = font(600, 14);
const TEXT_FONT = font(400, 12);
const PADDING = 10;
const SCORE_BAR = 54;

/** One machine of the line: what it is, what it does, its main values, its worst alarm. */
export function machineBox({ view, x, y, width, height }, selected, now) {
  const alarms = announcedOf(view.thing, now);
  const activity = view.isDisconnected || view.isSilent(now) ? "disconnected" : activityOf(view.state);
  const textLeft = 55;
  const markWidth = alarms.length > 0 ? 28 : PADDING;
  return svg`
    <a href=${thingLink(view.id)} class="machine ${activity} ${selected ? "selected" : ""}"
       aria-label=${describe(view, alarms, now)} aria-current=${selected ? "true" : nothing} data-thing=${view.id}>
      <g transform="translate(${x} ${y})">
        <rect class="frame ${alarms[0]?.severity ?? ""}" width=${width} height=${height} rx="3"></rect>
        <g class="symbol" transform="translate(${PADDING} 8)">${symbolOf(view.processStep)}</g>
        <text class="name" x=${textLeft} y="23">${fitText(view.name, NAME_FONT, width - textLeft - markWidth)}</text>
        <text class="state" x=${textLeft} y="41">${fitText(stateText(view, now), TEXT_FONT, width - textLeft - PADDING)}</text>
        ${alarms.length > 0
          ? svg`<g transform="translate(${width - 24} 8)">${alarmShape(alarms[0].severity)}</g>` : nothing}
        ${view.keyProperties.map((property, row) => keyValue(view, property, 67 + row * 19, width))}
        ${anomaly(view, width, height)}
      </g>
    </a>`;
}

function keyValue(view, property, y, width) {
  const { number: value, unit } = formatQuantity(view.value(property), property);
  const number = `${value} ${unit}`;
  const bad = view.badQuality(property) !== undefined;
  return svg`
    <text class="label" x=${PADDING} y=${y}>${fitText(property.title, TEXT_FONT, width - 2 * PADDING - 8.2 * number.length)}</text>
    <text class="value ${bad ? "bad" : ""}" x=${width - PADDING} y=${y}>${bad ? "? " : ""}${value}
      <tspan class="unit"> ${unit}</tspan></text>`;
}

/** A bar of the anomaly score; its end is twice the limit, the mark in the middle is the limit. */
function anomaly(view, width, height) {
  const score = at(view.thing, "features", "maintenance", "properties", "anomalyScore");
  if (typeof score !== "number") {
    return nothing;
  }
  const length = Math.max(0, Math.min(1, score / 2)) * SCORE_BAR;
  const left = width - PADDING - SCORE_BAR;
  const top = height - 17;
  return svg`
    <rect class="score-field" x=${left} y=${top} width=${SCORE_BAR} height="7"></rect>
    <rect class="score ${score > 1 ? "over" : ""}" x=${left} y=${top} width=${length} height="7"></rect>
    <path class="score-limit" d="M${left + SCORE_BAR / 2} ${top - 2}v11"></path>`;
}

function stateText(view, now) {
  if (view.isDisconnected) {
    return "No connection";
  }
  const state = String(view.state ?? unknownState(view));
  return view.isSilent(now) ? `${state}, ${formatAge(now - view.lastObservedAt)} ago` : state;
}

/** What stands for a state that the twin does not say, or does not say to this user. */
export const unknownState = (view) => (view.seesAll ? "State unknown" : "Not visible");

function describe(view, alarms, now) {
  const values = view.keyProperties.map((property) =>
    [property.title, ...Object.values(formatQuantity(view.value(property), property))].join(" "));
  const score = at(view.thing, "features", "maintenance", "properties", "anomalyScore");
  return [view.name, view.title, stateText(view, now), ...values,
    view.currentBatch ? `batch ${view.currentBatch}` : "no batch",
    score === undefined ? "" : `anomaly score ${formatMultiple(score)}`,
    alarmsText(view, alarms)]
    .filter((part) => part !== "").join(", ");
}
