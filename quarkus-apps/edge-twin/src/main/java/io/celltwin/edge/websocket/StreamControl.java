package io.celltwin.edge.websocket;

import io.celltwin.edge.error.EdgeTwinException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A text frame that is no JSON but turns a stream on or off: {@code START-SEND-EVENTS?filter=...&namespaces=...}.
 *
 * @param type what is asked for
 * @param parameters the decoded parameters
 */
record StreamControl(Type type, Map<String, String> parameters) {

    /** Reads a frame; nothing if it is no such one. */
    static Optional<StreamControl> parse(String frame) {
        if (frame.startsWith("{")) {
            return Optional.empty();
        }
        String[] parts = frame.split("\\?", 2);
        return Arrays.stream(Type.values())
                .filter(type -> type.text.equals(parts[0]))
                .findFirst()
                .map(type -> new StreamControl(type, parts.length > 1 ? parameters(parts[1]) : Map.of()));
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(decode(parts[0]), parts.length > 1 ? decode(parts[1]) : "");
        }
        return parameters;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw EdgeTwinException.badRequest(
                    "The parameters of the frame are not correctly encoded.",
                    "A percent sign needs two hexadecimal digits after it.");
        }
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isBlank());
    }

    /** The frame that says that it was done. */
    String acknowledgement() {
        return type.text + ":ACK";
    }

    /** What can be asked for. */
    enum Type {
        START_EVENTS("START-SEND-EVENTS"),
        STOP_EVENTS("STOP-SEND-EVENTS"),
        START_MESSAGES("START-SEND-MESSAGES"),
        STOP_MESSAGES("STOP-SEND-MESSAGES"),
        START_LIVE_COMMANDS("START-SEND-LIVE-COMMANDS"),
        STOP_LIVE_COMMANDS("STOP-SEND-LIVE-COMMANDS"),
        START_LIVE_EVENTS("START-SEND-LIVE-EVENTS"),
        STOP_LIVE_EVENTS("STOP-SEND-LIVE-EVENTS"),
        START_POLICY_ANNOUNCEMENTS("START-SEND-POLICY-ANNOUNCEMENTS"),
        STOP_POLICY_ANNOUNCEMENTS("STOP-SEND-POLICY-ANNOUNCEMENTS"),
        JWT("JWT-TOKEN");

        private final String text;

        Type(String text) {
            this.text = text;
        }

        /** As it stands in a frame. */
        @Override
        public String toString() {
            return text;
        }
    }
}
