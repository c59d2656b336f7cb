package io.celltwin.model;

/**
 * A property in the place that it has in a whole model.
 *
 * @param key its name in a Thing Description, where all properties stand side by side
 * @param property what it is
 */
record Affordance(String key, ModelProperty property) {}
