package io.celltwin.simulator;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The recorded data, where there are any. */
public final class RecordedData {

    private RecordedData() {}

    /** The directory of recorded data; skips the test if it does not have the set. */
    public static Path withSet(String set) {
        Path directory = Path.of(System.getProperty("celltwin.data", "../shared/data"));
        Assumptions.assumeTrue(
                Files.isDirectory(directory.resolve(set)),
                "skipped: there is no data set " + set + " in "
                        + directory.toAbsolutePath().normalize());
        return directory;
    }
}
