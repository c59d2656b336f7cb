package io.celltwin.adapter.commands;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.celltwin.adapter.driver.Reading;
import io.celltwin.adapter.driver.WriteOutcome.Refusal;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What became of a command.
 *
 * @param status as of HTTP, which is how Hono tells it: 2xx exactly if the device holds a value that was read back, or has done what it
 *            was to do
 * @param body a JSON object: {@code property}, {@code value} and {@code observedAt} of what the device holds now; {@code action}
 *            and {@code output} of what it has done; {@code alarm} that it knows to be acknowledged; or {@code error} with a reason
 * @param altered whether the device took a write and holds another value none the less; {@code note} in the body says so
 */
public record CommandAnswer(int status, String body, boolean altered) {

    /** The content type of every body. */
    public static final String CONTENT_TYPE = "application/json";

    private static final int TOO_MANY_REQUESTS = 429;
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * @param status as of HTTP
     * @param body a JSON object
     */
    public CommandAnswer(int status, String body) {
        this(status, body, false);
    }

    static CommandAnswer held(Reading reading) {
        return new CommandAnswer(
                HttpURLConnection.HTTP_OK,
                putHeld(JsonNodeFactory.instance.objectNode(), reading).toString());
    }

    /** The device took the write, and holds something else: it rounds, bounds, does not care, or has changed it since. */
    static CommandAnswer altered(Reading reading) {
        ObjectNode body = putHeld(JsonNodeFactory.instance.objectNode(), reading);
        body.put("note", "the device took the write, and holds another value than was asked for");
        return new CommandAnswer(HttpURLConnection.HTTP_OK, body.toString(), true);
    }

    /** The device did not say whether it took the value, and when it was read after that it held another one. */
    static CommandAnswer notTaken(Reading reading, String reason) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("error", reason + "; read after that, the device holds another value");
        return new CommandAnswer(
                HttpURLConnection.HTTP_CONFLICT, putHeld(body, reading).toString());
    }

    static CommandAnswer done(String kind, String name, Map<String, Object> output) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put(kind, name);
        if (!output.isEmpty()) {
            body.set("output", JSON.valueToTree(output));
        }
        return new CommandAnswer(HttpURLConnection.HTTP_OK, body.toString());
    }

    static CommandAnswer refused(Refusal refusal, String reason) {
        int status = switch (refusal) {
            case NOT_SUPPORTED -> HttpURLConnection.HTTP_NOT_IMPLEMENTED;
            case INVALID_VALUE -> HttpURLConnection.HTTP_BAD_REQUEST;
            case REFUSED_BY_DEVICE -> HttpURLConnection.HTTP_CONFLICT;
            case NOT_CONNECTED -> HttpURLConnection.HTTP_UNAVAILABLE;
        };
        return error(status, reason);
    }

    static CommandAnswer invalid(String reason) {
        return error(HttpURLConnection.HTTP_BAD_REQUEST, reason);
    }

    static CommandAnswer notAllowed(String reason) {
        return error(HttpURLConnection.HTTP_FORBIDDEN, reason);
    }

    static CommandAnswer notConnected(String reason) {
        return error(HttpURLConnection.HTTP_UNAVAILABLE, reason);
    }

    static CommandAnswer tooLate(String reason) {
        return error(HttpURLConnection.HTTP_CLIENT_TIMEOUT, reason);
    }

    static CommandAnswer busy(String reason) {
        return error(TOO_MANY_REQUESTS, reason);
    }

    static CommandAnswer unknown(String reason) {
        return error(HttpURLConnection.HTTP_GATEWAY_TIMEOUT, reason);
    }

    static CommandAnswer fault() {
        return error(HttpURLConnection.HTTP_INTERNAL_ERROR, "the adapter failed; its log says why");
    }

    /**
     * @return whether the device took what was written, and was read back
     */
    public boolean isSuccess() {
        return status == HttpURLConnection.HTTP_OK;
    }

    /** Whether another write is under way, so that this one was not begun. */
    boolean isBusy() {
        return status == TOO_MANY_REQUESTS;
    }

    /** Whether nothing was sent, since the device cannot be reached. */
    boolean isNotConnected() {
        return status == HttpURLConnection.HTTP_UNAVAILABLE;
    }

    /** Whether it is not known if the device took the value. */
    boolean isUnknown() {
        return status == HttpURLConnection.HTTP_GATEWAY_TIMEOUT;
    }

    /**
     * @return the body in UTF-8
     */
    public byte[] payload() {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    private static CommandAnswer error(int status, String reason) {
        return new CommandAnswer(
                status,
                JsonNodeFactory.instance.objectNode().put("error", reason).toString());
    }

    private static ObjectNode putHeld(ObjectNode body, Reading reading) {
        body.put("property", reading.property().twinPath());
        putValue(body, reading.value());
        return body.put("observedAt", reading.sourceTime().toString());
    }

    private static void putValue(ObjectNode body, Object value) {
        if (value instanceof List<?> elements) {
            elements.forEach(body.putArray("value")::addPOJO);
        } else {
            body.putPOJO("value", value);
        }
    }
}
