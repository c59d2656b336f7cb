package io.celltwin.adapter.sending;

/**
 * What a message says. While it waits, a later one of the same subject may be laid over it, so that one message says what two
 * would have said.
 */
public interface MessageContent {

    /**
     * @return the Ditto protocol message as UTF-8 JSON
     */
    byte[] payload();

    /**
     * @return about how many bytes it takes; cheap to ask for
     */
    long bytes();

    /**
     * @return what it is about; contents of equal subjects can be laid over each other
     */
    Object subject();

    /**
     * @param later what was said after this, of the same subject
     * @return what leaves the twin as it is after this and then the later one
     */
    MessageContent followedBy(MessageContent later);
}
