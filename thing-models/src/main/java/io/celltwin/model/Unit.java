package io.celltwin.model;

/**
 * A unit of measure.
 *
 * @param iri QUDT unit, for example {@code http://qudt.org/vocab/unit/DEG_C}; empty for a value without a unit
 * @param symbol what a person reads behind the number, for example {@code °C}; empty for a value without a unit
 */
public record Unit(String iri, String symbol) {

    /** For values that have no unit: names, states, counts. */
    public static final Unit NONE = new Unit("", "");
}
