package io.celltwin.standalone;

import io.celltwin.signin.UsersFile;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code celltwin up}: starts everything in one process and stays until it is stopped. */
@Command(name = "up")
final class UpCommand implements Callable<Integer> {
    private static final Logger LOG = Logger.getLogger(UpCommand.class);
    private static final long STOP_SECONDS = 20;

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "8080")
    private int port;

    @Option(names = "--host", paramLabel = "ADDRESS", defaultValue = "127.0.0.1")
    private String host;

    @Option(names = "--state", paramLabel = "DIR", defaultValue = "state")
    private Path state;

    @Option(names = "--replay", paramLabel = "DIR")
    private Path replay;

    @Option(names = "--no-demo")
    private boolean noDemo;

    @Override
    public Integer call() throws IOException {
        InetAddress address = listenAddress();
        checkReplay();
        CountDownLatch stopped = awaitedByShutdown();
        try (StateDirectory directory = StateDirectory.take(state)) {
            checkUsers(directory, address);
            ServicePorts ports = new ServicePorts(directory.of("ports.properties"));
            try (Services services = Services.start(directory, ports)) {
                ProcessSettings settings = new ProcessSettings(directory, ports, services, host, port);
                settings.demo(noDemo, replay);
                settings.apply();
                ports.remember();
                return runApps(services);
            }
        } finally {
            stopped.countDown();
        }
    }

    /** Runs the apps until the process is told to stop or the broker gives up. */
    private static int runApps(Services services) {
        AtomicInteger status = new AtomicInteger();
        services.fault().thenAccept(reason -> {
            System.err.println("celltwin: " + reason);
            Quarkus.asyncExit(1);
        });
        Quarkus.run(null, (code, failure) -> status.set(failure == null ? code : explain(failure)));
        return status.get();
    }

    private static int explain(Throwable failure) {
        LOG.error("The apps did not start", failure);
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        System.err.println("celltwin: " + cause.getMessage() + " (the log has the details)");
        return 1;
    }

    /** The virtual machine ends when its shutdown hooks have run: lets it wait for the services to be closed, too. */
    private static CountDownLatch awaitedByShutdown() {
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            try {
                                stopped.await(STOP_SECONDS, TimeUnit.SECONDS);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "await-services"));
        return stopped;
    }

    private InetAddress listenAddress() {
        try (ServerSocket socket = new ServerSocket()) {
            InetAddress address = InetAddress.getByName(host);
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
            return address;
        } catch (IllegalArgumentException e) {
            throw new CannotStart("There is no port " + port + ": give --port a number from 1 to 65535.");
        } catch (IOException e) {
            throw new CannotStart("Port " + port + " on " + host + " cannot be opened (" + e.getMessage()
                    + "): stop what uses it or give --port another one.");
        }
    }

    private void checkReplay() {
        if (replay != null && !Files.isDirectory(replay)) {
            throw new CannotStart("There is no directory " + replay + ": give --replay one with recorded data.");
        }
    }

    private static void checkUsers(StateDirectory directory, InetAddress address) {
        UsersFile users = new UsersFile(directory.usersFile());
        try {
            users.createWithFirstUser();
            if (!address.isLoopbackAddress() && users.hasFirstPassword()) {
                throw new CannotStart("Others can reach " + address.getHostAddress() + ", and user '"
                        + UsersFile.FIRST_USER + "' still has its first password: run 'celltwin user "
                        + UsersFile.FIRST_USER + "' first.");
            }
        } catch (IOException e) {
            throw new CannotStart("The users file cannot be used: " + e.getMessage());
        }
    }
}
