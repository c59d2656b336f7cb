package io.celltwin.standalone;

import io.celltwin.standalone.control.ControlClient;
import io.celltwin.standalone.state.StateCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code celltwin backup COPY}: copies the state, whether Celltwin runs on it or not. */
@Command(name = "backup")
final class BackupCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "COPY")
    private Path copy;

    @Option(names = "--state", paramLabel = "DIR", defaultValue = "state")
    private Path state;

    @Override
    public Integer call() {
        Path root = state.toAbsolutePath().normalize();
        Path target = copy.toAbsolutePath().normalize();
        if (!Files.isDirectory(root)) {
            throw new CannotStart("There is no state directory " + root + ": give --state one.");
        }
        try {
            if (StateDirectory.isInUse(root)) {
                ControlClient.backup(root, target);
            } else {
                try (StateDirectory held = StateDirectory.take(root)) {
                    new StateCopy(held.root()).make(target, StateCopy.ofFilesIn(root));
                }
            }
        } catch (IOException e) {
            throw new CannotStart("No copy was made. " + e.getMessage());
        }
        System.out.println(
                "The state is copied to " + target + " and checked. It has keys and passwords: keep it safe.");
        return 0;
    }
}
