package io.celltwin.edge.sse;

import java.util.Optional;

/**
 * One event of a stream.
 *
 * @param data its text
 * @param name what kind it is, if it is not just a message
 * @param id what the peer names to go on after it
 */
record ServerSentEvent(String data, Optional<String> name, Optional<String> id) {
    /** Keeps a connection open that has nothing to tell. */
    static final ServerSentEvent HEARTBEAT = of("");

    /** An event with nothing but data. */
    static ServerSentEvent of(String data) {
        return new ServerSentEvent(data, Optional.empty(), Optional.empty());
    }

    /** The form on the wire; a line break in a name or id would end it, so such are left out. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (String line : data.split("\r\n|\r|\n", -1)) {
            text.append("data:").append(line).append('\n');
        }
        name.map(ServerSentEvent::oneLine)
                .ifPresent(line -> text.append("event:").append(line).append('\n'));
        id.map(ServerSentEvent::oneLine)
                .ifPresent(line -> text.append("id:").append(line).append('\n'));
        return text.append('\n').toString();
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\r\n\0]", "");
    }
}
