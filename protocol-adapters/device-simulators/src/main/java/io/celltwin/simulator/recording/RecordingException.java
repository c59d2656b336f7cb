package io.celltwin.simulator.recording;

/** Recorded data cannot be played. The message names the file and the reason and is fit to be shown. */
public final class RecordingException extends Exception {

    private static final long serialVersionUID = 1L;

    public RecordingException(String message) {
        super(message);
    }

    public RecordingException(String message, Throwable cause) {
        super(message, cause);
    }
}
