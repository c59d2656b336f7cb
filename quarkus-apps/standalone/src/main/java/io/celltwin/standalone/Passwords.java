package io.celltwin.standalone;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Asks whoever runs a command for a password. */
final class Passwords {

    private Passwords() {}

    /**
     * @return what was typed without being shown, or the first line of standard input where that is no terminal
     * @throws IOException if it cannot be read
     * @throws CannotStart if there is none
     */
    @SuppressWarnings("SystemConsoleNull") // From Java 22 to 24 alone there is one without a terminal, too.
    static String ask() throws IOException {
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
