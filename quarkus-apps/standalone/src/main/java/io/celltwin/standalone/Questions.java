package io.celltwin.standalone;

import java.io.Console;
import java.util.Locale;

/** Asks whoever runs a command whether it is meant. */
final class Questions {

    private Questions() {}

    /**
     * @param question a question
     * @return whether the answer is yes
     * @throws CannotStart if there is nobody to ask
     */
    @SuppressWarnings("SystemConsoleNull") // From Java 22 to 24 alone there is one without a terminal, too.
    static boolean agreed(String question) {
        Console console = System.console();
        if (console == null) {
            throw new CannotStart("Nobody can be asked, since this is no terminal: give --yes if it is meant.");
        }
        String answer = console.readLine("%s [y/N] ", question);
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    }
}
