import { formatFigure, formatMultiple, formatQuantity } from "../text/format.js";

/** The values that alarms of our apps tell, by alarm: those are no limits of a model. */
const OF_APPS = new Map([["endOfLife", "health/capacityAh"]]);

/**
 * What an alarm says of its value and limit, {value, limit}, as texts: in the unit of the property whose limit it is, where the model
 * knows that. A figure without a unit that is far beyond its limit says so rather than digits that nobody can weigh.
 */
export function alarmFigures({ id, value, limit }, view) {
  const property = view?.model?.properties.find(({ alarmLimits }) => alarmLimits.some((known) => known.id === id))
    ?? (OF_APPS.has(id) ? view?.propertyAt(OF_APPS.get(id)) : undefined);
  return { value: property === undefined && typeof limit === "number" ? formatMultiple(value, limit) : text(value, property), limit: text(limit, property) };
}

function text(figure, property) {
  if (typeof figure !== "number") {
    return String(figure ?? "–");
  }
  if (property === undefined) {
    return formatFigure(figure);
  }
  const { number, unit } = formatQuantity(figure, property);
  return `${number} ${unit}`.trim();
}
