package io.celltwin.history.access;

import io.celltwin.history.error.RequestRefusedException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonRuntimeException;
import org.eclipse.ditto.json.JsonValue;
import org.jboss.logging.Logger;

/**
 * Asks the twin service as the caller himself: his credentials are passed on, and the policies of now decide. Answers are
 * remembered for some seconds, since a page asks for many series at once.
 */
public final class TwinPermissions {

    private static final Logger LOG = Logger.getLogger(TwinPermissions.class);
    private static final int CHECKS_PER_REQUEST = 500;
    private static final int MOST_REMEMBERED = 50_000;
    private static final int OK = 200;
    private static final int SERVER_ERROR = 500;

    private final URI twinService;
    private final HttpClient http;
    private final Duration timeout;
    private final Duration rememberedFor;
    private final InstantSource clock;
    private final Map<Question, Answer> remembered = new ConcurrentHashMap<>();

    private record Question(String caller, PermissionCheck check) {}

    private record Answer(boolean yes, Instant until) {}

    /**
     * @param twinService base address of its HTTP API, without {@code /api/2}
     * @param http the client to ask with
     * @param timeout how long an answer is waited for
     * @param rememberedFor how long an answer is believed
     * @param clock what time it is
     */
    public TwinPermissions(
            URI twinService, HttpClient http, Duration timeout, Duration rememberedFor, InstantSource clock) {
        this.twinService = twinService;
        this.http = http;
        this.timeout = timeout;
        this.rememberedFor = rememberedFor;
        this.clock = clock;
    }

    /**
     * Holds a request back for a thing that is not there or of which the caller may read nothing.
     *
     * @throws RequestRefusedException 404, 401 if the twin service does not know him, or 503 if it does not answer
     */
    public void requireVisible(Caller caller, String thingId) {
        Question question = new Question(caller.digest(), new PermissionCheck(thingId, "/", "visible"));
        if (!known(question)) {
            read(caller, thingId, "thingId");
            remember(question, true);
        }
    }

    /**
     * When a thing was made, for what is not due before.
     *
     * @return empty if the twin service does not say it, or not to this caller
     * @throws RequestRefusedException as {@link #requireVisible}
     */
    public Optional<Instant> madeAt(Caller caller, String thingId) {
        String answer = read(caller, thingId, "thingId,_created");
        try {
            return JsonFactory.readFrom(answer)
                    .asObject()
                    .getValue("_created")
                    .map(JsonValue::asString)
                    .map(Instant::parse);
        } catch (JsonRuntimeException | UnsupportedOperationException | DateTimeException e) {
            LOG.warn("The twin service answers the question when a thing was made with something else");
            return Optional.empty();
        }
    }

    private String read(Caller caller, String thingId, String fields) {
        HttpResponse<String> answer = send(request(
                        caller,
                        "/api/2/things/" + URLEncoder.encode(thingId, StandardCharsets.UTF_8) + "?fields=" + fields)
                .GET()
                .build());
        if (answer.statusCode() != OK) {
            throw answer.statusCode() == 401
                    ? RequestRefusedException.notSignedIn()
                    : RequestRefusedException.thingNotFound(thingId);
        }
        return answer.body();
    }

    /**
     * Which of the permissions the caller has. Those of a thing that is not there he has not.
     *
     * @throws RequestRefusedException as above
     */
    public Set<PermissionCheck> granted(Caller caller, Collection<PermissionCheck> checks) {
        String digest = caller.digest();
        Set<PermissionCheck> granted = new HashSet<>();
        List<PermissionCheck> open = new ArrayList<>();
        for (PermissionCheck check : new HashSet<>(checks)) {
            Answer answer = remembered.get(new Question(digest, check));
            if (answer == null || clock.instant().isAfter(answer.until())) {
                open.add(check);
            } else if (answer.yes()) {
                granted.add(check);
            }
        }
        for (int from = 0; from < open.size(); from += CHECKS_PER_REQUEST) {
            List<PermissionCheck> portion = open.subList(from, Math.min(open.size(), from + CHECKS_PER_REQUEST));
            Set<PermissionCheck> yes = ask(caller, portion);
            portion.forEach(check -> remember(new Question(digest, check), yes.contains(check)));
            granted.addAll(yes);
        }
        return granted;
    }

    private Set<PermissionCheck> ask(Caller caller, List<PermissionCheck> checks) {
        JsonObjectBuilder body = JsonFactory.newObjectBuilder();
        for (int i = 0; i < checks.size(); i++) {
            PermissionCheck check = checks.get(i);
            body.set(
                    "c" + i,
                    JsonObject.newBuilder()
                            .set("resource", "thing:" + check.path())
                            .set("entityId", check.thingId())
                            .set("hasPermissions", JsonArray.of(JsonValue.of(check.permission())))
                            .build());
        }
        HttpResponse<String> answer = send(request(caller, "/api/2/checkPermissions")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.build().toString()))
                .build());
        if (answer.statusCode() == 401) {
            throw RequestRefusedException.notSignedIn();
        }
        if (answer.statusCode() != OK) {
            LOG.warnf("The twin service answers a check of permissions with %d", answer.statusCode());
            throw RequestRefusedException.unavailable("The twin service does not say who may read what.");
        }
        try {
            JsonObject answers = JsonFactory.readFrom(answer.body()).asObject();
            Set<PermissionCheck> yes = new HashSet<>();
            for (int i = 0; i < checks.size(); i++) {
                if (answers.getValue("c" + i)
                        .filter(JsonValue::isBoolean)
                        .filter(JsonValue::asBoolean)
                        .isPresent()) {
                    yes.add(checks.get(i));
                }
            }
            return yes;
        } catch (JsonRuntimeException | UnsupportedOperationException e) {
            LOG.warn("The twin service answers a check of permissions with something else");
            throw RequestRefusedException.unavailable("The twin service does not say who may read what.");
        }
    }

    private HttpRequest.Builder request(Caller caller, String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(twinService + path)).timeout(timeout);
        caller.headers().forEach(request::header);
        return request;
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            HttpResponse<String> answer =
                    http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (answer.statusCode() >= SERVER_ERROR || answer.statusCode() == 429) {
                throw RequestRefusedException.unavailable("The twin service is not able to answer at the moment.");
            }
            return answer;
        } catch (IOException e) {
            LOG.debugf("The twin service does not answer: %s", e.getMessage());
            throw RequestRefusedException.unavailable("The twin service does not answer.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RequestRefusedException.unavailable("The history ends.");
        }
    }

    private boolean known(Question question) {
        Answer answer = remembered.get(question);
        return answer != null && answer.yes() && !clock.instant().isAfter(answer.until());
    }

    private void remember(Question question, boolean yes) {
        if (remembered.size() >= MOST_REMEMBERED) {
            remembered.clear();
        }
        remembered.put(question, new Answer(yes, clock.instant().plus(rememberedFor)));
    }
}
