package io.celltwin.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** Finds the display symbol of QUDT units; the table is the resource {@code units.properties}. */
final class Units {

    private static final String PREFIX = "unit:";
    private static final String QUDT = "http://qudt.org/vocab/unit/";
    private static final Properties SYMBOLS = load();

    private Units() {}

    /**
     * The unit for a WoT {@code unit} text: {@code unit:DEG_C} or the full QUDT IRI. A unit that the table does not know is
     * shown by its own name.
     */
    static Unit of(String text) {
        if (text.isEmpty()) {
            return Unit.NONE;
        }
        String iri = text.startsWith(PREFIX) ? QUDT + text.substring(PREFIX.length()) : text;
        String name = iri.substring(Math.max(iri.lastIndexOf('/'), iri.lastIndexOf(':')) + 1);
        return new Unit(iri, SYMBOLS.getProperty(name, name));
    }

    private static Properties load() {
        Properties table = new Properties();
        try (InputStream in = Units.class.getResourceAsStream("units.properties")) {
            table.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return table;
    }
}
