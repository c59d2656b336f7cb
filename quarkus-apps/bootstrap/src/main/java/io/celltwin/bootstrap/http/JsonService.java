package io.celltwin.bootstrap.http;

import io.celltwin.bootstrap.job.NotThereYetException;
import io.celltwin.bootstrap.job.RefusedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonRuntimeException;
import org.eclipse.ditto.json.JsonValue;

/** A service that is spoken to in JSON over HTTP, by one account. */
public final class JsonService {
    private static final Set<Integer> NOT_THERE_YET = Set.of(408, 425, 429, 502, 503, 504);
    private static final int LONGEST_REASON = 500;

    private final String name;
    private final URI url;
    private final HttpClient http;
    private final Authorization authorization;
    private final Duration timeout;

    /**
     * @param name what it is, for people
     * @param url where it is
     * @param http sends the requests
     * @param authorization the account
     * @param timeout how long each answer is waited for
     */
    public JsonService(String name, URI url, HttpClient http, Authorization authorization, Duration timeout) {
        this.name = name;
        this.url = url;
        this.http = http;
        this.authorization = authorization;
        this.timeout = timeout;
    }

    /** What and where it is, for people. */
    public String name() {
        return name + " at " + url;
    }

    /**
     * Reads what is at the path.
     *
     * @return empty if there is nothing, or nothing for this account to see
     * @throws NotThereYetException if the service does not answer yet
     * @throws RefusedException if it does not tell
     */
    public Optional<JsonObject> get(String path) throws NotThereYetException, RefusedException, InterruptedException {
        HttpResponse<String> answer = send(request(path).GET());
        if (answer.statusCode() == 404) {
            return Optional.empty();
        }
        check(answer, "GET", path);
        try {
            return Optional.of(JsonObject.of(answer.body()));
        } catch (JsonRuntimeException e) {
            throw new RefusedException(name() + " does not answer to GET " + path + " with a JSON object");
        }
    }

    /**
     * Sends a document.
     *
     * @param method {@code PUT} or {@code POST}
     * @param headers further request headers
     * @throws NotThereYetException if the service does not answer yet
     * @throws RefusedException if it does not take the document
     */
    public void send(String method, String path, JsonObject document, Map<String, String> headers)
            throws NotThereYetException, RefusedException, InterruptedException {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(document.toString()));
        headers.forEach(request::header);
        check(send(request), method, path);
    }

    /**
     * Sends a question.
     *
     * @return the answer, if it is one of success
     * @throws NotThereYetException if the service does not answer yet
     * @throws RefusedException if it does not answer it
     */
    public JsonObject ask(String path, JsonObject question)
            throws NotThereYetException, RefusedException, InterruptedException {
        HttpResponse<String> answer = send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(question.toString())));
        check(answer, "POST", path);
        try {
            return JsonObject.of(answer.body());
        } catch (JsonRuntimeException e) {
            throw new RefusedException(name() + " does not answer to POST " + path + " with a JSON object");
        }
    }

    private HttpRequest.Builder request(String path)
            throws NotThereYetException, RefusedException, InterruptedException {
        String base = url.toString();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path))
                .timeout(timeout);
        authorization.header().ifPresent(value -> request.header("Authorization", value));
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws NotThereYetException, InterruptedException {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new NotThereYetException(name() + " does not answer (" + reason(e) + ")");
        }
    }

    private void check(HttpResponse<String> answer, String method, String path)
            throws NotThereYetException, RefusedException {
        int status = answer.statusCode();
        if (status / 100 == 2) {
            return;
        }
        if (NOT_THERE_YET.contains(status)) {
            throw new NotThereYetException(name() + " answers " + status);
        }
        if (status == 401) {
            throw new RefusedException(name() + " does not know the account or its password (401)");
        }
        throw new RefusedException(
                name() + " refuses " + method + " " + path + " (" + status + ")" + explanation(answer.body()));
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** What Ditto and Hono say in the body of an error. */
    private static String explanation(String body) {
        try {
            JsonObject error = JsonObject.of(body);
            String text = Stream.of("message", "description", "error")
                    .flatMap(member -> error.getValue(member).filter(JsonValue::isString).stream())
                    .map(JsonValue::asString)
                    .collect(Collectors.joining(" "))
                    .replaceAll("\\s+", " ");
            return text.isEmpty() ? "" : ": " + text.substring(0, Math.min(LONGEST_REASON, text.length()));
        } catch (JsonRuntimeException e) {
            return "";
        }
    }
}
