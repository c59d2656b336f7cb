package io.celltwin.maintenance.condition;

/**
 * What is known beforehand of one condition indicator.
 *
 * @param name its name
 * @param floor deviation that it has at least, in its unit: what its sensor does not resolve, or is not sent, tells nothing
 * @param ambient whether it follows the surroundings, as temperatures do: it has no level of its own then, and its pace is
 *     judged instead
 */
public record Variable(String name, double floor, boolean ambient) {

    /** Rejects a floor that is none. */
    public Variable {
        if (!(floor >= 0 && Double.isFinite(floor))) {
            throw new IllegalArgumentException("the floor of " + name + " is no deviation: " + floor);
        }
    }
}
