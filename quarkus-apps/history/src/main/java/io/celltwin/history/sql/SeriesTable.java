package io.celltwin.history.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.celltwin.history.point.SeriesKey;
import io.celltwin.history.point.TimeSeriesPoint;
import io.celltwin.history.store.StoredSeries;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The series of the store, all of them in memory: there are as many as there are values in all twins. */
final class SeriesTable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<TreeMap<String, String>> TAGS = new TypeReference<>() {};

    private final Map<Identity, StoredSeries> known = new HashMap<>();
    private int highest;

    private record Identity(SeriesKey key, Optional<String> unit, SortedMap<String, String> tags) {}

    /** Reads what is stored, in place of what was known. */
    synchronized void load(Connection connection) throws SQLException {
        List<StoredSeries> stored = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT id, thing_id, path, unit, tags FROM series")) {
            while (found.next()) {
                stored.add(new StoredSeries(
                        found.getInt(1),
                        new SeriesKey(found.getString(2), found.getString(3)),
                        Optional.ofNullable(found.getString(4)),
                        tags(found.getString(5))));
            }
        }
        known.clear();
        highest = 0;
        adopt(stored);
    }

    /** Those that the condition holds for. */
    synchronized List<StoredSeries> matching(Predicate<StoredSeries> condition) {
        return known.values().stream().filter(condition).toList();
    }

    /** Takes series as stored, once their transaction has ended well. */
    synchronized void adopt(Collection<StoredSeries> stored) {
        stored.forEach(series -> {
            known.put(new Identity(series.key(), series.unit(), series.tags()), series);
            highest = Math.max(highest, series.id());
        });
    }

    /** Begins to give series to the points of one transaction. */
    synchronized Assignment assign() {
        return new Assignment(highest);
    }

    private synchronized StoredSeries find(Identity identity) {
        return known.get(identity);
    }

    /** The series of a transaction's points, and which of them are new. */
    final class Assignment {
        private final Map<Identity, StoredSeries> made = new HashMap<>();
        private int last;

        private Assignment(int last) {
            this.last = last;
        }

        int of(TimeSeriesPoint point) {
            Identity identity = new Identity(point.series(), point.unit(), point.tags());
            StoredSeries series = find(identity);
            return series != null
                    ? series.id()
                    : made.computeIfAbsent(
                                    identity,
                                    unknown -> new StoredSeries(++last, point.series(), point.unit(), point.tags()))
                            .id();
        }

        Collection<StoredSeries> made() {
            return made.values();
        }

        void store(Connection connection) throws SQLException {
            if (made.isEmpty()) {
                return;
            }
            try (PreparedStatement statement = connection.prepareStatement(
                    "INSERT INTO series (id, thing_id, path, unit, tags) VALUES (?, ?, ?, ?, ?)")) {
                for (StoredSeries series : made.values()) {
                    statement.setInt(1, series.id());
                    statement.setString(2, series.key().thingId());
                    statement.setString(3, series.key().path());
                    statement.setString(4, series.unit().orElse(null));
                    statement.setString(5, text(series.tags()));
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        }
    }

    private static String text(Map<String, String> tags) {
        try {
            return JSON.writeValueAsString(tags);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts can always be written as JSON", e);
        }
    }

    private static SortedMap<String, String> tags(String text) throws SQLException {
        try {
            return JSON.readValue(text, TAGS);
        } catch (JsonProcessingException e) {
            throw new SQLException("the tags of a series are no JSON object of texts", e);
        }
    }
}
