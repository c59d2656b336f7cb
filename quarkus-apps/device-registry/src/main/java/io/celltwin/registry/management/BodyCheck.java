package io.celltwin.registry.management;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.jackson.DatabindCodec;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.stream.Collectors;
import org.eclipse.hono.client.ClientErrorException;

/**
 * Refuses a body that is not exactly what the API describes, and says where. Hono's endpoints would leave out a field
 * that they do not know: a typing error would go unnoticed.
 */
final class BodyCheck implements Handler<RoutingContext> {
    private final ObjectReader reader;

    /** @param type what the body must be */
    BodyCheck(Class<?> type) {
        reader = DatabindCodec.mapper().readerFor(type).with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    @Override
    public void handle(RoutingContext context) {
        Buffer body = context.body().buffer();
        try {
            if (body != null && body.length() > 0) {
                reader.readValue(body.getBytes());
            }
            context.next();
        } catch (IOException e) {
            context.fail(new ClientErrorException(HttpURLConnection.HTTP_BAD_REQUEST, reason(e), e));
        }
    }

    private static String reason(IOException e) {
        if (e instanceof UnrecognizedPropertyException) {
            return "unknown field " + pointer((JsonMappingException) e);
        }
        if (e instanceof JsonMappingException mapping) {
            return "wrong value at %s: %s".formatted(pointer(mapping), mapping.getOriginalMessage());
        }
        return e instanceof JsonProcessingException syntax
                ? "invalid JSON: " + syntax.getOriginalMessage()
                : "unreadable body";
    }

    private static String pointer(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> "/" + (step.getFieldName() == null ? step.getIndex() : step.getFieldName()))
                .collect(Collectors.joining());
    }
}
