package io.celltwin.adapter.backlog;

import io.celltwin.adapter.sending.MessageContent;

/**
 * What an event of a former process says.
 *
 * @param position where it is in the backlog
 * @param payload the Ditto protocol message as UTF-8 JSON; treat it as read-only
 */
record KeptContent(long position, byte[] payload) implements MessageContent {

    @Override
    public long bytes() {
        return payload.length;
    }

    @Override
    public Object subject() {
        return position;
    }

    @Override
    public MessageContent followedBy(MessageContent later) {
        throw new IllegalStateException("nothing is laid over an event");
    }
}
