package io.celltwin.adapter.opcua.subscription;

/** Counts what servers dropped of their changes. */
public interface ChangeMetrics {

    /** Counts nothing. */
    ChangeMetrics NONE = new ChangeMetrics() {
        @Override
        public void messagesLost(long messages) {
            // Nobody asks.
        }

        @Override
        public void overflowed(int values) {
            // Nobody asks.
        }

        @Override
        public void missedRead(int values) {
            // Nobody asks.
        }
    };

    /**
     * Messages with changes did not arrive, and the server does not keep them any more.
     *
     * @param messages how many
     */
    void messagesLost(long messages);

    /**
     * The server's queue for a node overflowed: changes before these values were dropped there.
     *
     * @param values how many values were marked so
     */
    void overflowed(int values);

    /**
     * Values from the time in which a device was not connected were read from its server's history.
     *
     * @param values how many
     */
    void missedRead(int values);
}
