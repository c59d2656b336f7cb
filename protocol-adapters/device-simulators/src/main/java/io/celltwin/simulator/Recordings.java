package io.celltwin.simulator;

import io.celltwin.simulator.battery.RecordedCell;
import io.celltwin.simulator.battery.RecordedCells;
import io.celltwin.simulator.pump.PumpRecording;
import io.celltwin.simulator.recording.RecordingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The recorded data that there are.
 *
 * @param cells by name; empty if there are none
 * @param pump the pump, if it was recorded
 * @param summary for people: what is played, and why something is not
 */
record Recordings(Map<String, RecordedCell> cells, Optional<PumpRecording> pump, String summary) {

    private static final Logger LOG = Logger.getLogger(Recordings.class);

    /** Reads what is in the directory; what cannot be used is logged and left out. */
    static Recordings read(Optional<Path> directory) {
        if (directory.isEmpty()) {
            return new Recordings(Map.of(), Optional.empty(), "physical model for all devices");
        }
        Path path = directory.get();
        if (!Files.isDirectory(path)) {
            LOG.warnf("No recorded data: %s is no directory", path);
            return new Recordings(
                    Map.of(), Optional.empty(), "physical model for all devices, because " + path + " is no directory");
        }
        List<String> summary = new ArrayList<>();
        Map<String, RecordedCell> cells = Map.of();
        try {
            cells = RecordedCells.read(path);
            summary.add("packs play recorded cells (NASA PCoE " + String.join(", ", cells.keySet()) + ')');
        } catch (RecordingException e) {
            summary.add(leftOut("packs", e));
        }
        Optional<PumpRecording> pump = Optional.empty();
        try {
            pump = Optional.of(PumpRecording.read(path));
            summary.add("fillers play a recorded pump (SKAB)");
        } catch (RecordingException e) {
            summary.add(leftOut("fillers", e));
        }
        summary.add("coater, calender and formation run a physical model");
        return new Recordings(cells, pump, String.join("; ", summary));
    }

    private static String leftOut(String devices, RecordingException reason) {
        LOG.warnf("The %s run a physical model: %s", devices, reason.getMessage());
        return devices + " run a physical model, because " + reason.getMessage();
    }
}
