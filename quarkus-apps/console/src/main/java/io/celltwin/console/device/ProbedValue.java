package io.celltwin.console.device;

/**
 * One value of a device that was tried.
 *
 * @param feature null for an attribute
 * @param name the property's name
 * @param title what people call it
 * @param value a truth value, a number that a page can hold exactly, else a text; null if the device gave none
 * @param unit symbol, empty if it has none
 * @param problem why it is not good; null if it is
 */
public record ProbedValue(String feature, String name, String title, Object value, String unit, String problem) {}
