package io.celltwin.history.sql;

import io.celltwin.history.store.TimeSeriesStore;
import io.celltwin.history.store.TimeSeriesStoreContract;
import java.nio.file.Path;
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
}
