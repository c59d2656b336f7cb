package io.celltwin.battery.evaluation;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The directory of recorded data: system property {@code celltwin.data}. */
final class RecordedData {

    private RecordedData() {}

    /** One table: its rows by the names of their columns. */
    record Table(List<String> columns, List<String[]> rows) {

        int column(String name) {
            int index = columns.indexOf(name);
            if (index < 0) {
                throw new IllegalArgumentException("no column " + name + " in " + columns);
            }
            return index;
        }
    }

    /** Skips the calling test where the file is not there. */
    static Table table(String file) {
        Path path = directory().resolve(file);
        assumeTrue(
                Files.isRegularFile(path), "recorded data " + path + " is not there (system property celltwin.data)");
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                file.endsWith(".gz") ? new GZIPInputStream(Files.newInputStream(path)) : Files.newInputStream(path),
                StandardCharsets.UTF_8))) {
            List<String> columns = Arrays.asList(reader.readLine().split(",", -1));
            List<String[]> rows = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                rows.add(line.split(",", -1));
            }
            return new Table(columns, rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path directory() {
        return Path.of(System.getProperty("celltwin.data", "../shared/data"));
    }
}
