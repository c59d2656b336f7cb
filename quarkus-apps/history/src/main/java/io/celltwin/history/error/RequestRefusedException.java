package io.celltwin.history.error;

/** A request is not answered, for a reason that is told in Ditto's shape. */
public class RequestRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String description;

    /**
     * @param status of HTTP
     * @param code of the error, for machines
     * @param message what is wrong
     * @param description what to do
     */
    public RequestRefusedException(int status, String code, String message, String description) {
        super(message);
        this.status = status;
        this.code = code;
        this.description = description;
    }

    /** There is no such thing, or the caller may not know that there is. */
    public static RequestRefusedException thingNotFound(String thingId) {
        return new RequestRefusedException(
                404,
                "things:thing.notfound",
                "The Thing with ID '" + thingId + "' could not be found.",
                "Check if the ID of your requested Thing was correct and you have sufficient permissions.");
    }

    /** The caller did not say who he is. */
    public static RequestRefusedException notSignedIn() {
        return new RequestRefusedException(
                401,
                "gateway:authentication.failed",
                "The UNAUTHORIZED request could not be authenticated.",
                "Please provide valid authentication information with the request.");
    }

    /** Something that is needed is away. */
    public static RequestRefusedException unavailable(String message) {
        return new RequestRefusedException(503, "timeseries:unavailable", message, "Try again after some seconds.");
    }

    /** Status of HTTP. */
    public int status() {
        return status;
    }

    /** For machines. */
    public String code() {
        return code;
    }

    /** What to do. */
    public String description() {
        return description;
    }
}
