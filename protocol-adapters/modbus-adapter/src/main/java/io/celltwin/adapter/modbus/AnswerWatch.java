package io.celltwin.adapter.modbus;

import io.celltwin.modbus.transport.NoAnswerException;

/** Decides when a device counts as lost: one that leaves single requests unanswered is not. Not thread-safe. */
final class AnswerWatch {

    static final int LOST_AFTER = 3;

    private int missedInARow;
    private NoAnswerException lastMiss;

    void answered() {
        missedInARow = 0;
    }

    /** @throws NoAnswerException if it was one too many */
    void missed(NoAnswerException miss) throws NoAnswerException {
        lastMiss = miss;
        missedInARow++;
        if (missedInARow >= LOST_AFTER) {
            throw miss;
        }
    }

    /**
     * @param anyActive whether there is anything left that is asked in each cycle
     * @throws NoAnswerException if not
     */
    void require(boolean anyActive) throws NoAnswerException {
        if (!anyActive && lastMiss != null) {
            throw lastMiss;
        }
    }
}
