import { nothing, svg } from "lit";
import { alarmShape } from "../alarms/alarm-shape.js";
import { alarmsText, announcedOf } from "../alarms/alarms.js";
import { formatAge, formatFigure, formatPercentage } from "../text/format.js";
import { thingLink } from "../page/links.js";
import { at } from "../twin/merge.js";
import { isWornOut } from "../health/worn-out.js";
import { fitText, font, textWidth } from "./fit-text.js";
import { unknownState } from "./machine-box.js";

const NAME_FONT = font(600, 13);
const TEXT_FONT = font(400, 12);
const TERMINAL = 5;

/** One battery pack, drawn as a battery: its health as the figure, its charge as the bar. */
export function packTile({ view, x, y, width, height }, selected, now) {
  const alarms = announcedOf(view.thing, now);
  const health = at(view.thing, "features", "health", "properties", "stateOfHealth");
  const charge = view.valueOfType("cell:StateOfCharge");
  const body = width - TERMINAL;
  const silent = view.isSilent(now);
  const worn = isWornOut(at(view.thing, "features", "health", "properties"));
  const known = [worn ? "Worn out, " : "", String(view.state ?? unknownState(view))].join("");
  const state = view.isDisconnected ? "Offline" : silent ? `${known}, ${formatAge(now - view.lastObservedAt)} ago` : known;
  return svg`
    <a href=${thingLink(view.id)} class="pack ${view.isDisconnected || silent ? "disconnected" : ""} ${selected ? "selected" : ""}"
       aria-label=${describe(view, alarms, state, health, charge)} aria-current=${selected ? "true" : nothing}
       data-thing=${view.id}>
      <g transform="translate(${x} ${y})">
        <rect class="terminal" x=${body - 1} y=${height / 2 - 12} width=${TERMINAL + 1} height="24" rx="2"></rect>
        <rect class="frame ${alarms[0]?.severity ?? ""}" width=${body} height=${height} rx="3"></rect>
        <text class="name" x="9" y="19">${fitText(view.name, NAME_FONT, body - 36)}</text>
        ${alarms.length > 0
          ? svg`<g transform="translate(${body - 22} 6)">${alarmShape(alarms[0].severity)}</g>` : nothing}
        <text class="state" x="9" y="36">${worn && textWidth(state, TEXT_FONT) > body - 18 ? "Worn out" : fitText(state, TEXT_FONT, body - 18)}</text>
        ${worn ? svg`<rect class="worn" x="5" y="43" width=${body - 10} height="17" rx="2"></rect>` : nothing}
        ${figure("SOH", health, 56, body, worn)}
        ${figure("SOC", charge, 73, body)}
        <rect class="charge-field" x="9" y="79" width=${body - 18} height="4"></rect>
        ${typeof charge === "number"
          ? svg`<rect class="charge" x="9" y="79" width=${Math.max(0, Math.min(1, charge / 100)) * (body - 18)} height="4"></rect>`
          : nothing}
      </g>
    </a>`;
}

function figure(label, value, y, body, marked = false) {
  return svg`
    <text class="label ${marked ? "on-mark" : ""}" x="9" y=${y}>${label}</text>
    <text class="value ${marked ? "on-mark" : ""}" x=${body - 9} y=${y}>${formatPercentage(value)}<tspan class="unit"> %</tspan></text>`;
}

function describe(view, alarms, state, health, charge) {
  return [view.name, state,
    health === undefined ? "state of health unknown" : `state of health ${formatFigure(health, 3)} %`,
    typeof charge === "number" ? `state of charge ${formatFigure(charge, 3)} %` : "",
    alarmsText(view, alarms)]
    .filter((part) => part !== "").join(", ");
}
