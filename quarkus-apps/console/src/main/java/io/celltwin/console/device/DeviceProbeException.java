package io.celltwin.console.device;

/** A device that was tried gave nothing; the message is fit for whoever wants to register it. */
public final class DeviceProbeException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Whose fault it is. */
    public enum Cause {
        /** No adapter could serve such a registration. */
        REGISTRATION,
        /** The registration makes sense, but what is at its address does not answer as its model says. */
        DEVICE
    }

    private final Cause reason;

    /**
     * @param reason whose fault it is
     * @param message what is wrong and what to do
     */
    public DeviceProbeException(Cause reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Whose fault it is. */
    public Cause reason() {
        return reason;
    }
}
