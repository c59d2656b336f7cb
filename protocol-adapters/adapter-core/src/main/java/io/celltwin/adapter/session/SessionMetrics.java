package io.celltwin.adapter.session;

/**
 * Is told what is worth counting about devices. Thread-safe; returns at once.
 */
public interface SessionMetrics {

    /** A device is connected. */
    void connected();

    /** A device that was connected is so no longer. */
    void disconnected();

    /** A try to connect failed. */
    void connectFailed();

    /**
     * Readings were taken.
     *
     * @param good how many were good
     * @param bad how many were bad or uncertain, or not what their model says
     */
    void readings(int good, int bad);

    /**
     * A read cycle was laid over one that waits, since the ones before it are not worked off yet: of a property in both, the
     * older reading is passed over.
     */
    void cycleMerged();

    /** A registration makes no sense. */
    void registrationInvalid();
}
