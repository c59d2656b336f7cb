package io.celltwin.model;

import java.util.Locale;
import java.util.Optional;

/** Who may see a value (term {@code cell:dataClass}); the policies grant by it. */
public enum DataClass {
    /** May leave the company: partners and battery passports see it. */
    PUBLIC,
    /** For the plant's own people and services. The default. */
    INTERNAL,
    /** A trade secret such as a recipe or a formation curve: only those who run the process. */
    CORE;

    /** The class that a model's text names, empty if it names none. */
    static Optional<DataClass> parse(String text) {
        for (DataClass each : values()) {
            if (each.text().equals(text)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** How a model writes it: {@code public}, {@code internal} or {@code core}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
