package io.celltwin.service.failure;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What really failed, below the exceptions that asynchronous calls wrap around it. */
public final class Failures {

    /** Chains may go round in a circle. */
    private static final int DEEPEST = 100;

    private Failures() {}

    /**
     * Takes off what {@code CompletableFuture} and {@code Future} wrap around a failure, however often.
     *
     * @param failure what a future was completed with, or what its {@code get} or {@code join} threw
     * @return the failure itself; a wrapper without a cause is returned as it is
     */
    public static Throwable unwrap(Throwable failure) {
        Throwable unwrapped = failure;
        for (int depth = 0; depth < DEEPEST && isWrapper(unwrapped); depth++) {
            unwrapped = unwrapped.getCause();
        }
        return unwrapped;
    }

    /**
     * Follows the causes of a failure to the last.
     *
     * @return the last cause, or the failure itself if it has none
     */
    public static Throwable root(Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; depth < DEEPEST && root.getCause() != null; depth++) {
            root = root.getCause();
        }
        return root;
    }

    /**
     * Describes the {@linkplain #root last cause} for people.
     *
     * @return the first line of its message that says something, or else its name
     */
    public static String reason(Throwable failure) {
        Throwable root = root(failure);
        String message = root.getMessage() == null ? "" : root.getMessage();
        return message.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse(root.getClass().getSimpleName());
    }

    private static boolean isWrapper(Throwable failure) {
        return (failure instanceof CompletionException || failure instanceof ExecutionException)
                && failure.getCause() != null;
    }
}
