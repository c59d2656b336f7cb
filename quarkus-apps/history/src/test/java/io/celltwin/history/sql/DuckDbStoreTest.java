package io.celltwin.history.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.history.store.PointBatch;
import io.celltwin.history.store.PointBatch.Progress;
import io.celltwin.history.store.StreamPartition;
import io.celltwin.history.store.TimeSeriesStore;
import io.celltwin.history.store.TimeSeriesStoreContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded store. */
class DuckDbStoreTest extends TimeSeriesStoreContract {

    @TempDir
    private Path directory;

    @Override
    protected TimeSeriesStore newStore() {
        return SqlTimeSeriesStore.duckDb(directory.resolve("history.duckdb"), 64);
    }

    @Override
    protected TimeSeriesStore reopened(TimeSeriesStore store) {
        store.close();
        return newStore();
    }

    @Test
    void aCopyHasWhatWasStoredWhileTheStoreGoesOn() {
        StreamPartition partition = new StreamPartition("events", 0);
        Path copy = directory.resolve("it's a copy.duckdb");
        try (TimeSeriesStore store = newStore()) {
            store.append(new PointBatch(List.of(), Map.of(partition, new Progress(OptionalLong.empty(), 7))));
            assertThat(store.copyTo(copy)).isTrue();
            store.append(new PointBatch(List.of(), Map.of(partition, new Progress(OptionalLong.of(7), 9))));
        }
        try (TimeSeriesStore copied = SqlTimeSeriesStore.duckDb(copy, 64)) {
            assertThat(copied.position(partition)).hasValue(7);
        }
    }
}
