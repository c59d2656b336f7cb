package io.celltwin.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** The properties file in which a line's state lay before it was JSON with a version. */
final class LineProperties {

    private static final String NEXT_BATCH = "nextBatch";
    private static final String CYCLES = ".cycles";
    private static final String OPERATING_SECONDS = ".operatingSeconds";
    private static final String PORT = ".port";

    private final Path file;
    private final Properties values = new Properties();

    private LineProperties(Path file) {
        this.file = file;
    }

    /** @throws IOException if the file cannot be read or a value in it makes no sense */
    static StoredLine read(Path file) throws IOException {
        LineProperties properties = new LineProperties(file);
        try (InputStream in = Files.newInputStream(file)) {
            properties.values.load(in);
            return properties.state();
        } catch (IllegalArgumentException e) {
            throw new IOException("%s is malformed: %s. %s".formatted(file, e.getMessage(), StoredLine.REMEDY));
        }
    }

    private StoredLine state() throws IOException {
        Map<String, StoredLine.Pack> packs = new HashMap<>();
        Map<String, Integer> ports = new HashMap<>();
        for (String key : values.stringPropertyNames()) {
            if (key.endsWith(CYCLES)) {
                String device = key.substring(0, key.length() - CYCLES.length());
                packs.put(device, new StoredLine.Pack((int) number(key, 0), number(device + OPERATING_SECONDS, 0)));
            } else if (key.endsWith(PORT)) {
                ports.put(key.substring(0, key.length() - PORT.length()), (int) number(key, 0));
            }
        }
        return new StoredLine((long) number(NEXT_BATCH, 1), packs, ports);
    }

    private double number(String key, double otherwise) throws IOException {
        String text = values.getProperty(key);
        if (text == null) {
            return otherwise;
        }
        try {
            double number = Double.parseDouble(text);
            if (number >= 0 && number < Long.MAX_VALUE) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, like a number that makes no sense.
        }
        throw new IOException("%s: %s is no usable number. %s".formatted(file, key, StoredLine.REMEDY));
    }
}
