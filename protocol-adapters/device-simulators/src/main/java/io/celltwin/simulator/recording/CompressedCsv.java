package io.celltwin.simulator.recording;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads a comma-separated file with a header line, compressed by gzip, one row at a time. */
public final class CompressedCsv {

    /** A recording is never longer: more rows are taken for a mistake or an attack. */
    private static final long MOST_ROWS = 2_000_000;

    /** Takes one row. */
    @FunctionalInterface
    public interface RowReader {

        /**
         * @throws IllegalArgumentException if the row is malformed
         */
        void row(Row row);
    }

    /** One row, with its values by column name. */
    public static final class Row {

        private final CSVRecord values;

        private Row(CSVRecord values) {
            this.values = values;
        }

        /** The text of a column, maybe empty. */
        public String text(String column) {
            return values.get(column);
        }

        /**
         * The number in a column.
         *
         * @throws IllegalArgumentException if there is none or it is not finite
         */
        public double number(String column) {
            String text = text(column);
            double number;
            try {
                number = Double.parseDouble(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(column + " is no number: \"" + shorten(text) + '"', e);
            }
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException(column + " is not finite");
            }
            return number;
        }

        private static String shorten(String text) {
            return text.length() > 20 ? text.substring(0, 20) + "…" : text;
        }
    }

    private CompressedCsv() {}

    /**
     * Gives every row to the reader, in order.
     *
     * @param columns the columns that must be there
     * @throws RecordingException if the file is absent, is no gzip or CSV file, lacks a column or has a malformed row
     */
    public static void read(Path file, List<String> columns, RowReader reader) throws RecordingException {
        if (!Files.isReadable(file)) {
            throw new RecordingException(file + " is not there");
        }
        long row = 1;
        try (InputStream in = Files.newInputStream(file);
                Reader text = new BufferedReader(
                        new InputStreamReader(new GZIPInputStream(in, 1 << 16), StandardCharsets.UTF_8), 1 << 16);
                CSVParser rows = CSVFormat.DEFAULT
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get()
                        .parse(text)) {
            if (!rows.getHeaderNames().containsAll(columns)) {
                throw new RecordingException(file + " has not all of the columns " + columns);
            }
            for (CSVRecord each : rows) {
                if (++row > MOST_ROWS) {
                    throw new RecordingException(file + " has more than " + MOST_ROWS + " rows");
                }
                if (!each.isConsistent()) {
                    throw new RecordingException(file + " row " + row + " has " + each.size() + " values");
                }
                reader.row(new Row(each));
            }
        } catch (IllegalArgumentException e) {
            throw new RecordingException(file + " row " + row + ": " + e.getMessage(), e);
        } catch (IOException | UncheckedIOException e) {
            throw new RecordingException(file + " cannot be read after row " + row + ": " + e.getMessage(), e);
        }
    }
}
