package io.celltwin.mongodb;

import de.bwaldvogel.mongo.MongoServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A server that speaks MongoDB's wire protocol on a loopback port and keeps its documents in one directory. A write is
 * answered after it is on the disk. It knows no transactions, change streams, time series or pipeline updates, and it
 * does not enforce validators and TTL indexes: an installation that needs them uses MongoDB.
 */
public final class EmbeddedMongo implements AutoCloseable {
    /** The file of all documents in the directory. */
    static final String FILE = "documents.mv";

    private final MongoServer server;
    private final DurableBackend backend;
    private final String connectionString;

    private EmbeddedMongo(MongoServer server, DurableBackend backend, Optional<Account> account) {
        this.server = server;
        this.backend = backend;
        InetSocketAddress address = server.getLocalAddress();
        this.connectionString = "mongodb://%s%s:%d%s"
                .formatted(
                        account.map(EmbeddedMongo::userInfo).orElse(""),
                        address.getAddress().getHostAddress(),
                        address.getPort(),
                        account.isPresent() ? "/?authMechanism=SCRAM-SHA-256" : "");
    }

    private static String userInfo(Account account) {
        return encode(account.username()) + ":" + encode(account.password()) + "@";
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Starts the server.
     *
     * @param directory where the documents are kept; made if it is not there
     * @param port the TCP port on loopback, 0 for any free one
     * @throws IOException if the directory cannot be used, is used by another process, or the port is taken
     */
    public static EmbeddedMongo start(Path directory, int port) throws IOException {
        return start(directory, port, () -> true, Optional.empty());
    }

    /**
     * Starts the server.
     *
     * @param directory where the documents are kept; made if it is not there
     * @param port the TCP port on loopback, 0 for any free one
     * @param diskHasRoom asked before each write; a write is refused while it says no, and reads go on
     * @param account who alone may use it; everybody on this machine if empty
     * @throws IOException if the directory cannot be used, is used by another process, or the port is taken
     */
    public static EmbeddedMongo start(Path directory, int port, BooleanSupplier diskHasRoom, Optional<Account> account)
            throws IOException {
        Files.createDirectories(directory);
        DocumentFile file = DocumentFile.open(directory.resolve(FILE));
        DurableBackend backend = new DurableBackend(file, diskHasRoom, account.map(ConnectionGuard::new));
        try {
            backend.buildIndexes();
        } catch (IOException e) {
            file.close();
            throw e;
        }
        MongoServer server = new MongoServer(backend);
        try {
            server.bind(InetAddress.getLoopbackAddress().getHostAddress(), port);
        } catch (Exception e) { // Netty throws checked exceptions that it does not declare
            file.close();
            throw new IOException("Port " + port + " cannot be opened for documents: " + e.getMessage(), e);
        }
        return new EmbeddedMongo(server, backend, account);
    }

    /** @return the {@code mongodb://} URL of this server, with its account if it asks for one */
    public String connectionString() {
        return connectionString;
    }

    /**
     * Copies all documents as they are between two writes; writes wait meanwhile.
     *
     * @param target a directory that is there
     * @throws IOException if they could not be copied
     */
    public void copyTo(Path target) throws IOException {
        backend.copyTo(target.resolve(FILE));
    }

    /** Answers what is under way, then closes the store. */
    @Override
    public void close() {
        server.shutdownNow();
    }
}
