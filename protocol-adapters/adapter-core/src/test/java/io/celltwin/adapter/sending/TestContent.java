package io.celltwin.adapter.sending;

import java.nio.charset.StandardCharsets;

/**
 * Content that is what a test wants it to be.
 *
 * @param subject contents of the same one are laid over each other: then the texts are joined by a plus sign
 * @param text what is sent
 */
record TestContent(Object subject, String text) implements MessageContent {

    /** Content over which nothing is laid. */
    static TestContent alone(String text) {
        return new TestContent(new Object(), text);
    }

    @Override
    public byte[] payload() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public long bytes() {
        return text.length();
    }

    @Override
    public MessageContent followedBy(MessageContent later) {
        return new TestContent(subject, text + "+" + ((TestContent) later).text);
    }
}
