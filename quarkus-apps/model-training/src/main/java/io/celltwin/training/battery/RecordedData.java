package io.celltwin.training.battery;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * A directory of recorded data.
 *
 * @param directory where it is
 */
public record RecordedData(Path directory) {

    /**
     * One table.
     *
     * @param columns their names
     * @param rows texts by column
     */
    public record Table(List<String> columns, List<String[]> rows) {

        /** The place of a column. */
        public int column(String name) {
            int index = columns.indexOf(name);
            if (index < 0) {
                throw new IllegalArgumentException("there is no column " + name + " among " + columns);
            }
            return index;
        }
    }

    /** Whether a file is there. */
    public boolean has(String file) {
        return Files.isRegularFile(directory.resolve(file));
    }

    /** Reads a table, compressed if its name ends in {@code .gz}. */
    public Table table(String file) {
        try (InputStream in = Files.newInputStream(directory.resolve(file));
                BufferedReader reader = new BufferedReader(new InputStreamReader(
                        file.endsWith(".gz") ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8))) {
            List<String> columns = Arrays.asList(reader.readLine().split(",", -1));
            List<String[]> rows = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                rows.add(line.split(",", -1));
            }
            return new Table(columns, rows);
        } catch (IOException e) {
            throw new UncheckedIOException("recorded data cannot be read: " + directory.resolve(file), e);
        }
    }
}
