package io.celltwin.edge.error;

import java.net.URI;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonValue;

/** The errors for which Ditto's libraries have no class; on the wire they look like Ditto's. */
public final class EdgeTwinException extends DittoRuntimeException {
    private static final long serialVersionUID = 1L;

    private EdgeTwinException(
            String errorCode, HttpStatus status, DittoHeaders headers, String message, String description) {
        this(errorCode, status, headers, message, description, null);
    }

    private EdgeTwinException(
            String errorCode, HttpStatus status, DittoHeaders headers, String message, String description, URI href) {
        super(errorCode, status, headers, message, description, null, href);
    }

    /**
     * Something that Ditto can do and this twin service cannot; {@link UnsupportedFeature} names all of it.
     *
     * @param what a noun phrase, such as "The live channel"
     */
    static EdgeTwinException notSupported(String what) {
        return new EdgeTwinException(
                "edge:notsupported",
                HttpStatus.NOT_IMPLEMENTED,
                DittoHeaders.empty(),
                what + " is not supported by this twin service.",
                "It is a part of Eclipse Ditto that the edge twin does not have. Its documentation lists these parts.");
    }

    /**
     * An error that Ditto knows, of a part of it whose classes are not published.
     *
     * @param errorCode Ditto's own
     */
    public static EdgeTwinException ofDitto(String errorCode, HttpStatus status, String message, String description) {
        return new EdgeTwinException(errorCode, status, DittoHeaders.empty(), message, description);
    }

    /**
     * An error that Ditto knows, of a part of it whose classes are not published.
     *
     * @param errorCode Ditto's own
     * @param href where more is told
     */
    public static EdgeTwinException ofDitto(
            String errorCode, HttpStatus status, String message, String description, URI href) {
        return new EdgeTwinException(errorCode, status, DittoHeaders.empty(), message, description, href);
    }

    /** The API is asked for in a version that it does not have. */
    public static EdgeTwinException noSuchVersion(int version) {
        return ofDitto(
                "api.version.notsupported",
                HttpStatus.NOT_FOUND,
                "The requested resource is not supported by version '" + version + "'.",
                "Check if you specified the correct version of the API.");
    }

    /** A value stands where an object is needed and nothing else was asked of it. */
    public static EdgeTwinException notAnObject(JsonValue value) {
        return new EdgeTwinException(
                "json.format.invalid",
                HttpStatus.BAD_REQUEST,
                DittoHeaders.empty(),
                "This JSON value is not an object: " + value,
                null);
    }

    /** Nobody is signed in. */
    public static EdgeTwinException notSignedIn() {
        return new EdgeTwinException(
                "gateway:authentication.failed",
                HttpStatus.UNAUTHORIZED,
                DittoHeaders.empty(),
                "No applicable authentication provider was found!",
                "Check if your credentials were correct.");
    }

    /** Who asks for something waits for the answer. */
    public static EdgeTwinException queryWithoutResponse() {
        return ofDitto(
                "command.headers.invalid",
                HttpStatus.BAD_REQUEST,
                "Query commands must not have the header 'response-required' set to false",
                "Set the header 'response-required' to true instead in order to receive a response to your query"
                        + " command.");
    }

    /** What was brought as a JSON Web Token is none. */
    public static EdgeTwinException tokenMalformed(String description) {
        return ofDitto("jwt:invalid", HttpStatus.BAD_REQUEST, "The JSON Web Token is not valid.", description);
    }

    /** A session has lasted as long as the token by which it was opened. */
    public static EdgeTwinException sessionExpired() {
        return new EdgeTwinException(
                "gateway:websocket.session.expired",
                HttpStatus.UNAUTHORIZED,
                DittoHeaders.empty(),
                "The websocket session expired because the JWT used for authentication has expired.",
                "You need to periodically refresh your websocket session with a new JWT.");
    }

    /** A session was given a token that is not good, or of somebody else. */
    public static EdgeTwinException sessionClosed() {
        return new EdgeTwinException(
                "gateway:websocket.session.closed",
                HttpStatus.UNAUTHORIZED,
                DittoHeaders.empty(),
                "The websocket session was closed: the JWT is not valid, or is one of somebody else.",
                "Open a new session with it.");
    }

    /** Whoever opened a session has signed out, or would not be let in any more as he was. */
    public static EdgeTwinException signedOut() {
        return new EdgeTwinException(
                "gateway:websocket.session.closed",
                HttpStatus.UNAUTHORIZED,
                DittoHeaders.empty(),
                "The websocket session was closed: whoever opened it has signed out or has another password or role.",
                "Sign in, and open a new session.");
    }

    /** The caller is signed in and may not. */
    public static EdgeTwinException forbidden(String what, String description) {
        return new EdgeTwinException(
                "gateway:access.forbidden",
                HttpStatus.FORBIDDEN,
                DittoHeaders.empty(),
                what + " may not be accessed by this caller.",
                description);
    }

    /** There is nothing at this address. */
    public static EdgeTwinException noSuchResource(String path) {
        return new EdgeTwinException(
                "gateway:resource.notfound",
                HttpStatus.NOT_FOUND,
                DittoHeaders.empty(),
                "The resource '" + path + "' does not exist.",
                "Check the address of the request.");
    }

    /** The address exists, but not for this method. */
    public static EdgeTwinException methodNotAllowed(String method, String path) {
        return new EdgeTwinException(
                "gateway:method.notallowed",
                HttpStatus.METHOD_NOT_ALLOWED,
                DittoHeaders.empty(),
                "The method " + method + " is not allowed for the resource '" + path + "'.",
                null);
    }

    /** The request is longer than may be. */
    public static EdgeTwinException tooLarge(long limitBytes) {
        return new EdgeTwinException(
                "gateway:payload.toolarge",
                HttpStatus.REQUEST_ENTITY_TOO_LARGE,
                DittoHeaders.empty(),
                "The request has more than the allowed " + limitBytes + " bytes.",
                null);
    }

    /** A request that cannot be understood, for a reason that Ditto's libraries do not check. */
    public static EdgeTwinException badRequest(String message, String description) {
        return new EdgeTwinException(
                "gateway:request.invalid", HttpStatus.BAD_REQUEST, DittoHeaders.empty(), message, description);
    }

    /** The change could not be put on disk. */
    public static EdgeTwinException notStored() {
        return new EdgeTwinException(
                "edge:notstored",
                HttpStatus.SERVICE_UNAVAILABLE,
                DittoHeaders.empty(),
                "The change could not be stored and was not made.",
                "The disk of the twin service is full or broken. Try again when it is mended.");
    }

    /** There is no memory for more things and policies. */
    public static EdgeTwinException noMemory() {
        return new EdgeTwinException(
                "edge:nomemory",
                HttpStatus.SERVICE_UNAVAILABLE,
                DittoHeaders.empty(),
                "The twin service has no memory for another thing or policy; it was not created.",
                "Give the service more memory, or delete things that are not needed. Those that are there go on.");
    }

    /** Too much waits already. */
    public static EdgeTwinException busy() {
        return new EdgeTwinException(
                "edge:busy",
                HttpStatus.TOO_MANY_REQUESTS,
                DittoHeaders.empty(),
                "Too many commands wait to be executed.",
                "Try again a little later.");
    }

    /** The service is ending. */
    public static EdgeTwinException stopping() {
        return new EdgeTwinException(
                "edge:stopping",
                HttpStatus.SERVICE_UNAVAILABLE,
                DittoHeaders.empty(),
                "The twin service is stopping; the request was not executed.",
                "Try again after its restart.");
    }

    /** A defect of this service; its cause stands in the log only. */
    public static EdgeTwinException internal() {
        return new EdgeTwinException(
                "edge:internal",
                HttpStatus.INTERNAL_SERVER_ERROR,
                DittoHeaders.empty(),
                "The request failed by a defect of the twin service.",
                "The log of the twin service says more.");
    }

    @Override
    public DittoRuntimeException setDittoHeaders(DittoHeaders headers) {
        return new EdgeTwinException(
                getErrorCode(),
                getHttpStatus(),
                headers,
                getMessage(),
                getDescription().orElse(null));
    }
}
