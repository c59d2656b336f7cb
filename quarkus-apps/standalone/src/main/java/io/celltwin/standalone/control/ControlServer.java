package io.celltwin.standalone.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.jboss.logging.Logger;

/**
 * Takes commands from this machine: one line {@code <secret> backup <absolute path>}, answered with {@code done}, or
 * {@code failed <reason>}, when it is done. One at a time; who says nothing for seconds, or does not know the secret, is
 * hung up on.
 */
public final class ControlServer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ControlServer.class);
    private static final int PATIENCE_MILLIS = 5_000;
    private static final int LONGEST_LINE_BYTES = 8_192;
    private static final String BACKUP = " backup ";

    private final Path root;
    private final Backup backup;
    private final ServerSocket socket;
    private final ControlFile file;

    /** Makes a copy. */
    @FunctionalInterface
    public interface Backup {
        /** @throws IOException if it could not be made; the message is for who asked for it */
        void to(Path copy) throws IOException;
    }

    private ControlServer(Path root, Backup backup, ServerSocket socket) {
        this.root = root;
        this.backup = backup;
        this.socket = socket;
        this.file = ControlFile.withNewSecret(socket.getLocalPort());
    }

    /**
     * Begins to listen, on a free port that a file in the state directory names.
     *
     * @throws IOException if it cannot
     */
    public static ControlServer start(Path root, Backup backup) throws IOException {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ControlServer server = new ControlServer(root, backup, socket);
        server.file.write(root);
        Thread thread = new Thread(server::listen, "control");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    private void listen() {
        while (!socket.isClosed()) {
            try (Socket caller = socket.accept()) {
                caller.setSoTimeout(PATIENCE_MILLIS);
                answer(caller);
            } catch (IOException e) {
                LOG.debugf("A command was not taken: %s", e.getMessage());
            }
        }
    }

    private void answer(Socket caller) throws IOException {
        byte[] line = line(caller.getInputStream());
        byte[] beginning = (file.secret() + BACKUP).getBytes(StandardCharsets.UTF_8);
        if (line.length <= beginning.length
                || !MessageDigest.isEqual(java.util.Arrays.copyOf(line, beginning.length), beginning)) {
            return;
        }
        String copy = new String(line, beginning.length, line.length - beginning.length, StandardCharsets.UTF_8);
        caller.getOutputStream().write(made(copy).getBytes(StandardCharsets.UTF_8));
    }

    private String made(String copy) {
        try {
            backup.to(Path.of(copy));
            LOG.infof("The state was copied to %s", copy);
            return "done";
        } catch (IOException | InvalidPathException e) {
            LOG.errorf("The state could not be copied to %s: %s", copy, e.getMessage());
            return "failed " + e.getMessage();
        } catch (RuntimeException e) {
            LOG.errorf(e, "The state could not be copied to %s", copy);
            return "failed " + e.getMessage();
        }
    }

    private static byte[] line(InputStream input) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = input.read(); next >= 0 && next != '\n'; next = input.read()) {
            line.write(next);
            if (line.size() > LONGEST_LINE_BYTES) {
                throw new IOException("the line is too long");
            }
        }
        return line.toByteArray();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        Files.deleteIfExists(root.resolve(ControlFile.NAME));
    }
}
