package io.celltwin.simulator;

import io.celltwin.service.file.AtomicFile;
import io.celltwin.simulator.battery.PackProgress;
import io.celltwin.state.StateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What the line remembers over a restart, in one small file. Used by one thread at a time. */
final class LineState {

    private static final String FILE = "simulated-line.json";
    private static final String FILE_BEFORE = "simulated-line.properties";

    private final Path file;
    private long nextBatch;
    private final Map<String, StoredLine.Pack> packs;
    private final Map<String, Integer> ports;

    private LineState(Path file, StoredLine stored) {
        this.file = file;
        this.nextBatch = stored.nextBatch();
        this.packs = new HashMap<>(stored.packs());
        this.ports = new HashMap<>(stored.ports());
    }

    /**
     * @param directory made if absent
     * @throws IOException if it cannot be made or the file in it cannot be read
     */
    static LineState load(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve(FILE);
        if (Files.exists(file)) {
            try {
                return new LineState(file, StoredLine.CODEC.read(Files.readAllBytes(file)));
            } catch (StateException e) {
                throw new IOException(file + ": " + e.getMessage());
            }
        }
        Path before = directory.resolve(FILE_BEFORE);
        return new LineState(file, Files.exists(before) ? LineProperties.read(before) : StoredLine.NEW);
    }

    /** The number that the next batch gets, 1 for a new line. */
    long nextBatch() {
        return nextBatch;
    }

    void keepNextBatch(long number) {
        nextBatch = number;
    }

    /** How old a pack is. */
    PackProgress pack(String deviceId, PackProgress whenNew) {
        StoredLine.Pack known = packs.get(deviceId);
        return known == null ? whenNew : new PackProgress(known.cycles(), known.operatingSeconds());
    }

    void keepPack(String deviceId, PackProgress progress) {
        packs.put(deviceId, new StoredLine.Pack(progress.cycles(), progress.operatingSeconds()));
    }

    /** The port that a device had, 0 if it had none. */
    int port(String deviceId) {
        return ports.getOrDefault(deviceId, 0);
    }

    void keepPort(String deviceId, int port) {
        ports.put(deviceId, port);
    }

    /** Replaces the file as a whole, so that a crash leaves the old or the new one. */
    void save() throws IOException {
        AtomicFile.write(file, StoredLine.CODEC.write(new StoredLine(nextBatch, packs, ports)));
    }
}
