package io.celltwin.history.sql;

import io.celltwin.history.store.TimeSeriesStore;
import io.celltwin.history.store.TimeSeriesStoreContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;

/** The store in a server, where PostgreSQL is installed. */
class PostgresStoreTest extends TimeSeriesStoreContract {

    private static PostgresServer server;
    private String url;

    @BeforeAll
    static void start() throws IOException {
        Optional<Path> programs = PostgresServer.programs();
        Assumptions.assumeTrue(programs.isPresent(), "PostgreSQL is not installed in /usr/lib/postgresql");
        server = PostgresServer.start(programs.get());
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected TimeSeriesStore newStore() {
        url = server.newDatabase();
        return SqlTimeSeriesStore.postgres(url, PostgresServer.user(), "");
    }

    @Override
    protected TimeSeriesStore reopened(TimeSeriesStore store) {
        store.close();
        return SqlTimeSeriesStore.postgres(url, PostgresServer.user(), "");
    }
}
