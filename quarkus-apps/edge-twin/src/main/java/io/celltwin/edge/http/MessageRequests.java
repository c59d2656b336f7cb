package io.celltwin.edge.http;

import io.celltwin.edge.error.EdgeTwinException;
import io.vertx.core.http.HttpMethod;
import java.util.Base64;
import java.util.Set;
import org.eclipse.ditto.base.model.exceptions.DittoJsonException;
import org.eclipse.ditto.base.model.headers.contenttype.ContentType;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.messages.model.KnownMessageSubjects;
import org.eclipse.ditto.messages.model.SubjectInvalidException;
import org.eclipse.ditto.protocol.Adaptable;
import org.eclipse.ditto.protocol.Payload;
import org.eclipse.ditto.protocol.PayloadBuilder;
import org.eclipse.ditto.protocol.ProtocolFactory;
import org.eclipse.ditto.protocol.TopicPath;
import org.eclipse.ditto.things.model.ThingId;

/**
 * Turns requests for the message boxes of a thing and of its features into messages of the Ditto protocol:
 * {@code /things/<id>[/features/<feature>]/inbox|outbox/messages/<subject>}.
 */
final class MessageRequests {
    private static final Set<String> BOXES = Set.of("inbox", "outbox");
    private static final JsonPointer CLAIM = JsonPointer.of("/inbox/messages/claim");
    private static final int BOX_OF_THING = 2;
    private static final int BOX_OF_FEATURE = 4;
    /** After the box comes the word "messages". */
    private static final int SUBJECT_AFTER_BOX = 2;

    private MessageRequests() {}

    /** Whether a request is for a message box. */
    static boolean isMessage(ApiRequest request) {
        return "things".equals(request.segment(0))
                && (BOXES.contains(request.segment(BOX_OF_THING))
                        || "features".equals(request.segment(BOX_OF_THING))
                                && BOXES.contains(request.segment(BOX_OF_FEATURE)));
    }

    /**
     * The message for a request.
     *
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if it is not one that can be sent
     */
    static Adaptable toMessage(ApiRequest request) {
        int box = BOXES.contains(request.segment(BOX_OF_THING)) ? BOX_OF_THING : BOX_OF_FEATURE;
        boolean claim = isClaim(request);
        if (!claim && !"messages".equals(request.segment(box + 1))) {
            throw EdgeTwinException.noSuchResource(request.path());
        }
        if (!HttpMethod.POST.equals(request.method())) {
            throw EdgeTwinException.methodNotAllowed(request.method().name(), request.path());
        }
        if (!claim
                && request.segments().size() == box + SUBJECT_AFTER_BOX
                && !request.path().endsWith("/")) {
            throw EdgeTwinException.noSuchResource(request.path());
        }
        String subject = claim ? KnownMessageSubjects.CLAIM_SUBJECT : subject(request, box);
        if (subject.isEmpty()) {
            throw SubjectInvalidException.newBuilder(subject).build();
        }
        TopicPath topic = ProtocolFactory.newTopicPathBuilder(ThingId.of(request.segment(1)))
                .things()
                .live()
                .messages()
                .subject(subject)
                .build();
        PayloadBuilder payload = Payload.newBuilder(claim ? CLAIM : path(request, box, subject));
        if (request.content().length() > 0) {
            payload.withValue(content(request));
        }
        return Adaptable.newBuilder(topic)
                .withPayload(payload.build())
                .withHeaders(request.headers())
                .build();
    }

    static boolean isClaim(ApiRequest request) {
        return "inbox".equals(request.segment(BOX_OF_THING))
                && "claim".equals(request.segment(BOX_OF_THING + 1))
                && request.segments().size() == BOX_OF_THING + 2;
    }

    /** The rest of the address as it came: a subject is an address itself and stays encoded. */
    private static String subject(ApiRequest request, int box) {
        String[] parts = request.path().substring(ApiRequest.ROOT.length()).split("/", box + SUBJECT_AFTER_BOX + 1);
        return parts.length > box + SUBJECT_AFTER_BOX ? parts[box + SUBJECT_AFTER_BOX] : "";
    }

    private static JsonPointer path(ApiRequest request, int box, String subject) {
        JsonPointer path = JsonPointer.empty();
        for (String name : request.segments().subList(BOX_OF_THING, box + SUBJECT_AFTER_BOX)) {
            path = path.addLeaf(JsonKey.of(name));
        }
        for (String part : subject.split("/")) {
            path = part.isEmpty() ? path : path.addLeaf(JsonKey.of(part));
        }
        return path;
    }

    private static JsonValue content(ApiRequest request) {
        ContentType type = ContentType.of(request.headers().getContentType().orElse("application/json"));
        if (type.isJson()) {
            return DittoJsonException.wrapJsonRuntimeException(() -> JsonFactory.readFrom(request.body()));
        }
        return JsonValue.of(
                type.isBinary()
                        ? Base64.getEncoder().encodeToString(request.content().getBytes())
                        : request.body());
    }
}
