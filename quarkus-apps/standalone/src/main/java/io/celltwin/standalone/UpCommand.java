package io.celltwin.standalone;

import io.celltwin.signin.UsersFile;
import io.celltwin.standalone.disk.DiskGuard;
import io.celltwin.standalone.disk.DiskLevel;
import io.celltwin.standalone.disk.DiskReserve;
import io.celltwin.standalone.state.SalvagedState;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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
    private static final long MOST_RESERVE_MIB = 1L << 20;

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "8080")
    private int port;

    @Option(names = "--host", paramLabel = "ADDRESS", defaultValue = "127.0.0.1")
    private String host;

    @Option(names = "--state", paramLabel = "DIR", defaultValue = "state")
    private Path state;

    @Option(names = "--replay", paramLabel = "DIR")
    private Path replay;

    @Option(names = "--disk-reserve", paramLabel = "MIB")
    private Long diskReserve;

    @Option(names = "--no-demo")
    private boolean noDemo;

    @Override
    public Integer call() throws IOException {
        checkOptions();
        InetAddress address = listenAddress();
        CountDownLatch stopped = awaitedByShutdown();
        try (StateDirectory directory = StateDirectory.take(state)) {
            checkSalvage(directory);
            checkUsers(directory, address);
            ServicePorts ports = new ServicePorts(directory.of("ports.properties"));
            try (DiskGuard disk = guard(directory);
                    Services services = Services.start(directory, ports, disk)) {
                ProcessState.set(directory, disk, services);
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

    /** Without this, a part that was just being exchanged would begin empty. */
    private static void checkSalvage(StateDirectory directory) throws IOException {
        if (new SalvagedState(directory.root()).isUnfinished()) {
            throw new CannotStart(
                    "A 'celltwin salvage' of " + directory.root() + " was broken off at its last step: run it again.");
        }
    }

    private DiskGuard guard(StateDirectory directory) throws IOException {
        DiskGuard disk = directory.guard(Optional.ofNullable(diskReserve).map(mib -> new DiskReserve(mib << 20)));
        if (disk.level() == DiskLevel.EXHAUSTED) {
            throw new CannotStart(disk.refusal() + ", or give --disk-reserve less.");
        }
        disk.start();
        return disk;
    }

    /** Runs the apps until the process is told to stop or the broker gives up. */
    private static int runApps(Services services) {
        AtomicInteger status = new AtomicInteger();
        services.failure().thenAccept(reason -> {
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
        } catch (UnknownHostException e) {
            throw new CannotStart("There is no host " + host + ": give --host an address of this machine.");
        } catch (IOException e) {
            throw new CannotStart("Port " + port + " on " + host + " cannot be opened (" + e.getMessage()
                    + "): stop what uses it or give --port another one.");
        }
    }

    /** What can be said of the options before anything is opened. */
    private void checkOptions() {
        if (port < 1 || port > 65_535) {
            throw new CannotStart("There is no port " + port + ": give --port a number from 1 to 65535.");
        }
        if (host.isBlank()) {
            throw new CannotStart("--host names no address: leave it out or give it one of this machine.");
        }
        if (state.toString().isBlank()) {
            throw new CannotStart("--state names no directory: leave it out or give it one.");
        }
        if (diskReserve != null && (diskReserve < 1 || diskReserve > MOST_RESERVE_MIB)) {
            throw new CannotStart("A reserve of " + diskReserve
                    + " MiB cannot be kept: give --disk-reserve a number from 1" + " to " + MOST_RESERVE_MIB + ".");
        }
        if (replay == null) {
            return;
        }
        if (noDemo) {
            throw new CannotStart(
                    "--replay is for the simulated line, which --no-demo leaves out: give one of the two.");
        }
        if (!Files.isDirectory(replay)) {
            throw new CannotStart("There is no directory " + replay + ": give --replay one with recorded data.");
        }
        if (!Files.isReadable(replay)) {
            throw new CannotStart("The directory " + replay + " cannot be read: give --replay one that you may read.");
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
