package io.celltwin.adapter.opcua.subscription;

/**
 * Follows the sequence numbers of the messages of one subscription (OPC 10000-4, 5.14.1.1): they begin at 1, go up by one, and after
 * 2^32 - 1 comes 1 again. A keep-alive has the number of the next message without using it up. Not thread-safe.
 */
final class SequenceNumbers {

    private static final long GREATEST = 0xFFFF_FFFFL;

    private long next = 1;

    /**
     * @return the number of the next message
     */
    long next() {
        return next;
    }

    /**
     * @param number the number of a message that has come
     * @return how many messages before it have not come; negative if the message has come before
     */
    long missingBefore(long number) {
        long ahead = Math.floorMod(number - next, GREATEST);
        return ahead > GREATEST / 2 ? ahead - GREATEST : ahead;
    }

    /**
     * @param number the number of a message that has come
     */
    void passed(long number) {
        next = after(number);
    }

    /**
     * @param number the number of a keep-alive
     */
    void expect(long number) {
        next = number;
    }

    static long after(long number) {
        return number >= GREATEST ? 1 : number + 1;
    }
}
