package io.celltwin.standalone.control;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Gives a command to the process that runs on a state directory. */
public final class ControlClient {
    private static final String FAILED = "failed ";

    private ControlClient() {}

    /**
     * Has it make a copy, and waits until that is made.
     *
     * @param root the state directory
     * @param copy an absolute path
     * @throws IOException if it was not made; says why
     */
    public static void backup(Path root, Path copy) throws IOException {
        ControlFile file;
        try {
            file = ControlFile.read(root);
        } catch (NoSuchFileException e) {
            throw new IOException("Celltwin is starting or ending on " + root + ": try again when it has", e);
        }
        String answer;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), file.port())) {
            socket.getOutputStream()
                    .write("%s backup %s\n".formatted(file.secret(), copy).getBytes(StandardCharsets.UTF_8));
            answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
        if (answer.startsWith(FAILED)) {
            throw new IOException(answer.substring(FAILED.length()));
        }
        if (!answer.equals("done")) {
            throw new IOException("Celltwin on " + root + " ended before the copy was made");
        }
    }
}
