package io.celltwin.adapter.backlog;

import io.celltwin.adapter.sending.OutboundMessage;
import java.util.List;

/** Keeps what waits for a broker that is away. Thread-safe. */
public interface Backlog extends AutoCloseable {

    /** Keeps nothing. */
    Backlog NONE = new NoBacklog();

    /**
     * Keeps a message that cannot be sent for now. Returns when the operating system has it, so that it survives the end of the
     * process.
     *
     * @param message the message
     */
    void keep(OutboundMessage message);

    /**
     * A message need not be kept any more, if it was: the broker has it, or it is known never to get there. Values stay, since
     * only what they were in the end was sent.
     *
     * @param message the message
     */
    void done(OutboundMessage message);

    /**
     * @return the events that a former process has left, oldest first, to be sent again
     */
    List<OutboundMessage> leftEvents();

    /**
     * @param most how many at most
     * @return the oldest values, in order; empty if there are none
     */
    List<KeptValues> oldestValues(int most);

    /**
     * Forgets values that were passed on.
     *
     * @param last the last of them; all before it are forgotten, too
     */
    void passedOn(KeptValues last);

    /**
     * @return how many messages are kept
     */
    long messages();

    /**
     * @return how many bytes they take, before compression
     */
    long bytes();

    @Override
    void close();
}
