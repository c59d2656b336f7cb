package io.celltwin.standalone;

import io.celltwin.signin.UsersFile;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
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
            new UsersFile(file).put(name, password(), roles);
        } catch (IllegalArgumentException e) {
            throw new CannotStart(e.getMessage());
        } catch (IOException e) {
            throw new CannotStart("The users file " + file + " cannot be used (" + IoReason.of(e) + ").");
        }
        System.out.println("User '" + name + "' may sign in as " + String.join(", ", roles) + ".");
        return 0;
    }

    @SuppressWarnings("SystemConsoleNull") // From Java 22 to 24 alone there is one without a terminal, too.
    private static String password() throws IOException {
        Console console = System.console();
        if (console != null) {
            char[] typed = console.readPassword("Password (not shown): ");
            if (typed == null) {
                throw new CannotStart("No password was given.");
            }
            return new String(typed);
        }
        String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        if (line == null) {
            throw new CannotStart("No password was given on standard input.");
        }
        return line;
    }
}
