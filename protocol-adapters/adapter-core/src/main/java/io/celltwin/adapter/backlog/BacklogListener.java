package io.celltwin.adapter.backlog;

import io.celltwin.adapter.sending.OutboundMessage.Kind;

/** Is told what becomes of kept messages. Returns at once. */
public interface BacklogListener {

    /**
     * A message was kept.
     *
     * @param kind of which kind
     */
    void kept(Kind kind);

    /**
     * Messages were dropped, or could not be kept: there was no room for them, or the disk failed.
     *
     * @param kind of which kind
     * @param messages how many
     */
    void dropped(Kind kind, long messages);

    /**
     * Values were passed on.
     *
     * @param messages how many messages with values
     */
    void passedOn(int messages);
}
