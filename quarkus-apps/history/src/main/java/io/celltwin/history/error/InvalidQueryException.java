package io.celltwin.history.error;

/** Somebody asked for something that makes no sense. The message says what, and what would. */
public class InvalidQueryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what is wrong and what to do
     */
    public InvalidQueryException(String message) {
        super(message);
    }
}
