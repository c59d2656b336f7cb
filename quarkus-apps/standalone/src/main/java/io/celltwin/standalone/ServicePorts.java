package io.celltwin.standalone;

import io.celltwin.service.file.AtomicFile;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;

/**
 * The loopback ports of the services inside the process. Each has its usual port if that is free, else any free one,
 * and is found there again at the next start, so that addresses noted elsewhere stay good.
 */
final class ServicePorts {
    /** One service, with the port that everybody expects it on. */
    enum Service {
        KAFKA(9092),
        DOCUMENTS(27017),
        AMQP(5672),
        OPC_UA(4840);

        private final int usualPort;

        Service(int usualPort) {
            this.usualPort = usualPort;
        }

        private String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Path file;
    private final Properties known = new Properties();
    private final Set<Integer> given = new HashSet<>();

    /** @throws CannotStart if the file is there and cannot be read */
    ServicePorts(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                known.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new CannotStart("The file " + file + " cannot be read (" + e.getMessage() + "): delete it.");
            }
        }
    }

    /** The port of that service at this start. */
    int of(Service service) {
        int port = firstFree(remembered(service), service.usualPort);
        given.add(port);
        known.setProperty(service.key(), Integer.toString(port));
        return port;
    }

    /** Writes down which ports were given. */
    void remember() {
        StringWriter text = new StringWriter();
        try {
            known.store(text, "Ports on loopback that the services inside the process took");
            AtomicFile.write(file, text.toString());
        } catch (IOException e) {
            throw new CannotStart("The file " + file + " cannot be written: " + e.getMessage());
        }
    }

    private int remembered(Service service) {
        try {
            return Integer.parseInt(known.getProperty(service.key(), "0").strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private int firstFree(int... wanted) {
        for (int port : wanted) {
            if (port > 0 && port < 65536 && !given.contains(port) && open(port) == port) {
                return port;
            }
        }
        int free = open(0);
        if (free < 0) {
            throw new CannotStart("No free port is left on this machine.");
        }
        return free;
    }

    private static int open(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            return -1;
        }
    }
}
