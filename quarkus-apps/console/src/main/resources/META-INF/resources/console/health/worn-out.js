/** Whether a battery's capacity has fallen to what its twin calls the end of life; false where the twin does not say that. */
export function isWornOut(health) {
  return Number.isFinite(health?.capacityAh) && Number.isFinite(health?.endOfLifeCapacityAh)
    && health.capacityAh <= health.endOfLifeCapacityAh;
}
