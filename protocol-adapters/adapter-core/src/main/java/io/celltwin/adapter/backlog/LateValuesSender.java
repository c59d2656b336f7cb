package io.celltwin.adapter.backlog;

import java.util.List;

/** Passes on values that are late. */
@FunctionalInterface
public interface LateValuesSender {

    /**
     * Passes on values and returns when the broker has all of them.
     *
     * @param values in order
     * @throws Exception if the broker has not all of them: they are passed on again
     */
    void send(List<KeptValues> values) throws Exception;
}
