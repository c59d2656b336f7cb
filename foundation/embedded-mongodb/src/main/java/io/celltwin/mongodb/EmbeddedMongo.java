package io.celltwin.mongodb;

import de.bwaldvogel.mongo.MongoServer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * A server that speaks MongoDB's wire protocol on a loopback port and keeps its documents in one directory. A write is
 * answered after it is on the disk. It knows no transactions, change streams, time series or pipeline updates, and it
 * does not enforce validators and TTL indexes: an installation that needs them uses MongoDB.
 */
public final class EmbeddedMongo implements AutoCloseable {
    private final MongoServer server;
    private final String connectionString;

    private EmbeddedMongo(MongoServer server) {
        this.server = server;
        this.connectionString = server.getConnectionString();
    }

    /**
     * Starts the server.
     *
     * @param directory where the documents are kept; made if it is not there
     * @param port the TCP port on loopback, 0 for any free one
     * @throws IOException if the directory cannot be used, is used by another process, or the port is taken
     */
    public static EmbeddedMongo start(Path directory, int port) throws IOException {
        return start(directory, port, () -> true);
    }

    /**
     * Starts the server.
     *
     * @param directory where the documents are kept; made if it is not there
     * @param port the TCP port on loopback, 0 for any free one
     * @param diskHasRoom asked before each write; a write is refused while it says no, and reads go on
     * @throws IOException if the directory cannot be used, is used by another process, or the port is taken
     */
    public static EmbeddedMongo start(Path directory, int port, BooleanSupplier diskHasRoom) throws IOException {
        Files.createDirectories(directory);
        DocumentFile file = DocumentFile.open(directory.resolve("documents.mv"));
        MongoServer server = new MongoServer(new DurableBackend(file, diskHasRoom));
        try {
            server.bind(InetAddress.getLoopbackAddress().getHostAddress(), port);
        } catch (Exception e) { // Netty throws checked exceptions that it does not declare
            file.close();
            throw new IOException("Port " + port + " cannot be opened for documents: " + e.getMessage(), e);
        }
        return new EmbeddedMongo(server);
    }

    /** @return the {@code mongodb://} URL of this server */
    public String connectionString() {
        return connectionString;
    }

    /** Answers what is under way, then closes the store. */
    @Override
    public void close() {
        server.shutdownNow();
    }
}
