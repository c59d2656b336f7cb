package io.celltwin.simulator;

import io.celltwin.simulator.battery.PackProgress;
import io.celltwin.service.file.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** What the line remembers over a restart, in one small file. Used by one thread at a time. */
final class LineState {

    private static final String FILE = "simulated-line.properties";
    private static final String NEXT_BATCH = "nextBatch";

    private final Path file;
    private final Properties values = new Properties();

    private LineState(Path file) {
        this.file = file;
    }

    /**
     * @param directory made if absent
     * @throws IOException if it cannot be made or the file in it cannot be read
     */
    static LineState load(Path directory) throws IOException {
        Files.createDirectories(directory);
        LineState state = new LineState(directory.resolve(FILE));
        if (Files.exists(state.file)) {
            try (InputStream in = Files.newInputStream(state.file)) {
                state.values.load(in);
            } catch (IllegalArgumentException e) {
                throw new IOException(state.file + " is malformed; without it the line starts anew", e);
            }
        }
        return state;
    }

    /** The number that the next batch gets, 1 for a new line. */
    long nextBatch() throws IOException {
        return (long) number(NEXT_BATCH, 1);
    }

    void keepNextBatch(long number) {
        values.setProperty(NEXT_BATCH, Long.toString(number));
    }

    /** How old a pack is. */
    PackProgress pack(String deviceId, PackProgress whenNew) throws IOException {
        return new PackProgress(
                (int) number(deviceId + ".cycles", whenNew.cycles()),
                number(deviceId + ".operatingSeconds", whenNew.operatingSeconds()));
    }

    void keepPack(String deviceId, PackProgress progress) {
        values.setProperty(deviceId + ".cycles", Integer.toString(progress.cycles()));
        values.setProperty(deviceId + ".operatingSeconds", Double.toString(progress.operatingSeconds()));
    }

    /** The port that a device had, 0 if it had none. */
    int port(String deviceId) throws IOException {
        return (int) number(deviceId + ".port", 0);
    }

    void keepPort(String deviceId, int port) {
        values.setProperty(deviceId + ".port", Integer.toString(port));
    }

    /** Replaces the file as a whole, so that a crash leaves the old or the new one. */
    void save() throws IOException {
        AtomicFile.write(file, output -> values.store(output, "State of the simulated line"));
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
        throw new IOException(file + ": " + key + " is no usable number; without the file the line starts anew");
    }
}
