package io.celltwin.standalone.device;

/** Something keeps a command from doing what it was told; the message is fit for whoever typed it. */
public final class DeviceProblem extends Exception {
    private static final long serialVersionUID = 1L;

    DeviceProblem(String message) {
        super(message);
    }
}
