package io.celltwin.lifecycle.passport;

import java.util.List;

/**
 * One of the documents into which the BatteryPass data model divides a passport.
 *
 * @param name of the aspect, such as {@code Circularity}
 * @param model the URN of its SAMM model
 * @param attributes what is in it
 */
record BatteryPassAspect(String name, String model, List<PassportAttribute> attributes) {
    /** Copies the list. */
    BatteryPassAspect {
        attributes = List.copyOf(attributes);
    }
}
