package io.celltwin.standalone;

import io.celltwin.standalone.state.StateCopy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code celltwin restore COPY}: brings a copy back. */
@Command(name = "restore")
final class RestoreCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "COPY")
    private Path copy;

    @Option(names = "--state", paramLabel = "DIR", defaultValue = "state")
    private Path state;

    @Override
    public Integer call() {
        Path root = state.toAbsolutePath().normalize();
        try {
            new StateCopy(root).restore(copy.toAbsolutePath().normalize());
        } catch (IOException e) {
            throw new CannotStart("Not restored. " + e.getMessage());
        }
        System.out.println("The copy is in " + root + ": start with 'celltwin up --state " + root
                + "'. Connections that you made are closed in it" + " till you open them.");
        return 0;
    }
}
