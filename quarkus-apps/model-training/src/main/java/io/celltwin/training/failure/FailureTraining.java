package io.celltwin.training.failure;

import io.celltwin.maintenance.learned.FailureModel;
import io.celltwin.training.battery.RecordedData;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Learns the failure models that come along, and says how good they are. */
public final class FailureTraining {

    private static final String SHIPPED_SET = "FD001";

    private FailureTraining() {}

    /**
     * Learns the models and keeps them.
     *
     * @param arguments the directory of recorded data and the directory to write to
     */
    public static void main(String... arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("give the directory of recorded data and the directory to write to");
        }
        RecordedData data = new RecordedData(Path.of(arguments[0]));
        Path directory = Path.of(arguments[1]);
        keep(directory, new MillingTraining(MillingData.read(data), System.out).train());
        keep(directory, new TurbofanTraining(TurbofanData.read(data, SHIPPED_SET), System.out).train());
    }

    private static void keep(Path directory, FailureModel model) throws IOException {
        Path file = directory.resolve(model.name() + ".json");
        Files.writeString(file, model.json() + System.lineSeparator());
        System.out.println(file + " is written, " + Files.size(file) + " bytes");
    }

    /**
     * Prints how good they are, as tables.
     *
     * @param data where the recorded data are
     * @param set of C-MAPSS, for example {@code FD001}: trained on its training set, judged on its test set
     * @param out for the tables
     */
    public static void report(RecordedData data, String set, PrintStream out) {
        PrintStream progress = System.err;
        new TurbofanTraining(TurbofanData.read(data, set), progress).report(out);
        out.println();
        new MillingTraining(MillingData.read(data), progress).report(out);
    }
}
