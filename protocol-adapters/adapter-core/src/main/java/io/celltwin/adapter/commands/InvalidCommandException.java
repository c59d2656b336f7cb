package io.celltwin.adapter.commands;

/** A payload that is no command of its name. Its message is fit for whoever sent it. */
final class InvalidCommandException extends Exception {

    private static final long serialVersionUID = 1L;

    InvalidCommandException(String message) {
        super(message);
    }
}
