package io.celltwin.standalone;

import io.celltwin.signin.UsersFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code celltwin user NAME}: adds a user or gives one a new password. */
@Command(name = "user")
final class UserCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME")
    private String name;

    @Option(names = "--role", paramLabel = "ROLE", defaultValue = "engineer")
    private Set<String> roles;

    @Option(names = "--state", paramLabel = "DIR", defaultValue = "state")
    private Path state;

    @Override
    public Integer call() {
        Path file = StateDirectory.usersFileIn(state);
        try {
            UsersFile.check(name, roles);
            new UsersFile(file).put(name, Passwords.ask(), roles);
        } catch (IllegalArgumentException e) {
            throw new CannotStart(e.getMessage());
        } catch (IOException e) {
            throw new CannotStart("The users file " + file + " cannot be used (" + IoReason.of(e) + ").");
        }
        System.out.println("User '" + name + "' may sign in as " + String.join(", ", roles) + ".");
        return 0;
    }
}
