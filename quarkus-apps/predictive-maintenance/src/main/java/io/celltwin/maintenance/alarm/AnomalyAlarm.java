package io.celltwin.maintenance.alarm;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/**
 * The alarm of one machine in its twin: {@code alarms/active/anomaly}.
 *
 * <p>
 * States, as in ISA-18.2: absent (normal), {@code active}, {@code acknowledged}, {@code shelved}. The app raises, updates and
 * clears; people acknowledge by writing {@code acknowledged} (by, at, note) and shelve by writing {@code shelved} (by, until,
 * note) into the alarm. The app never writes these two, but for carrying a shelving over to an alarm that is raised again within
 * its time. Updates leave {@code since} as it was.
 *
 * <p>
 * Its advice says what to do ({@code advice}), why ({@code message}, {@code drivers}), by when ({@code actBy}) and what waiting may cost
 * ({@code costOfWaiting}). People answer by writing {@code answered} (answer: accepted, rejected or done; by, at, note) into the alarm.
 *
 * <p>
 * An alarm that was raised {@value #CHATTERING} times within half an hour chatters: it stays until it was calm ten times as long.
 */
public final class AnomalyAlarm {

    /** Where it stands in the twin. */
    public static final JsonPointer PATH = JsonPointer.of("features/alarms/properties/active/anomaly");

    private static final int CHATTERING = 3;
    private static final int CHATTERING_PATIENCE = 10;
    private static final Duration CHATTERING_TIME = Duration.ofMinutes(30);
    /** A value is worth telling when it changed by more than this part. */
    private static final double WORTH_TELLING = 0.2;

    private static final Duration UPDATE_INTERVAL = Duration.ofSeconds(30);
    /** Scores of a broken machine grow without bound; more than this says nothing more. */
    private static final double MOST_SHOWN = 1e6;
    /** Weight of the newest score in what the score was like before. */
    private static final double TREND = 0.02;

    private Optional<Instant> since;
    private Severity severity;
    private double before;
    private double toldValue;
    private Instant toldAt;
    private String toldState;
    private List<Instant> raised;
    private boolean acknowledged;
    private Optional<String> shelved;
    private Optional<Answer> answer = Optional.empty();

    /**
     * What people can read of an alarm.
     *
     * @param message what is wrong
     * @param advice what to do
     * @param drivers the values that make it
     * @param costOfWaiting what a stop costs; empty if that is not known
     */
    public record Text(String message, String advice, JsonArray drivers, Optional<String> costOfWaiting) {}

    /**
     * Where an alarm stands.
     *
     * @param since when it was raised; empty while there is none
     * @param severity of the alarm that stands
     * @param before what the score was like lately; 0 before the first
     * @param toldValue the value that the twin shows
     * @param toldAt since when
     * @param toldState the state that the twin shows
     * @param raised when it was raised lately
     * @param acknowledged whether somebody acknowledged it
     * @param shelved how it is shelved, as JSON
     */
    public record State(
            Optional<Instant> since,
            Severity severity,
            double before,
            double toldValue,
            Instant toldAt,
            String toldState,
            List<Instant> raised,
            boolean acknowledged,
            Optional<String> shelved) {

        /** No alarm. */
        public static final State NONE = new State(
                Optional.empty(), Severity.WARNING, 0, 0, Instant.EPOCH, "", List.of(), false, Optional.empty());

        /** Rejects numbers that are none. */
        public State {
            raised = List.copyOf(raised);
            if (!Double.isFinite(before) || !Double.isFinite(toldValue)) {
                throw new IllegalArgumentException("the score of the alarm is no number");
            }
            shelved.filter(json -> shelving(JsonFactory.readFrom(json)).isEmpty())
                    .ifPresent(json -> {
                        throw new IllegalArgumentException("the shelving of the alarm has no end");
                    });
        }
    }

    private AnomalyAlarm(State state) {
        since = state.since();
        severity = state.severity();
        before = state.before();
        toldValue = state.toldValue();
        toldAt = state.toldAt();
        toldState = state.toldState();
        raised = state.raised();
        acknowledged = state.acknowledged();
        shelved = state.shelved();
    }

    /** Goes on from where another one stopped. */
    public static AnomalyAlarm of(State state) {
        return new AnomalyAlarm(state);
    }

    /** What a twin says of it. */
    public static AnomalyAlarm in(JsonObject thing) {
        AnomalyAlarm known = new AnomalyAlarm(State.NONE);
        alarm(thing).ifPresent(alarm -> {
            known.since = Optional.of(
                    text(alarm, "since").flatMap(AnomalyAlarm::instant).orElse(Instant.EPOCH));
            known.severity = Severity.ofText(text(alarm, "severity").orElse(""));
            known.toldState = text(alarm, "state").orElse("");
            known.observe(thing);
        });
        return known;
    }

    /** Where it stands. */
    public State state() {
        return new State(since, severity, before, toldValue, toldAt, toldState, raised, acknowledged, shelved);
    }

    /** Whether it is raised. */
    public boolean raised() {
        return since.isPresent();
    }

    /** How many times as long as usual the machine must be calm before it is cleared. */
    public int patience() {
        return raised.size() >= CHATTERING ? CHATTERING_PATIENCE : 1;
    }

    /** Takes what people wrote into it. */
    public void observe(JsonObject patch) {
        patch.getValue(PATH.append(JsonPointer.of("acknowledged")))
                .ifPresent(value -> acknowledged = value.isObject() && !value.isNull());
        patch.getValue(PATH.append(JsonPointer.of("shelved"))).ifPresent(value -> shelved = shelving(value));
        patch.getValue(PATH.append(JsonPointer.of("answered/answer")))
                .filter(JsonValue::isString)
                .ifPresent(value -> answer = Answer.ofText(value.asString()));
    }

    /** What somebody answered to the alarm that stands, since it was last asked for. */
    public Optional<Answer> takeAnswer() {
        Optional<Answer> given = answer.filter(said -> raised());
        answer = Optional.empty();
        return given;
    }

    /** A person says that it is over. */
    public JsonObject end() {
        return clear();
    }

    /**
     * Takes the newest score, of a machine without an alarm, too: what it was like before tells how fast it became worse.
     *
     * @param anomalous whether the alarm is to stand
     * @param score of the machine
     * @param text for people, where there is something to tell
     * @param time when
     * @return thing-shaped merge patch to write, if there is something to tell
     */
    public Optional<JsonObject> next(boolean anomalous, double score, Supplier<Text> text, Instant time) {
        before = before == 0 ? score : before;
        raised = raised.stream()
                .filter(at -> !at.isAfter(time) && at.plus(CHATTERING_TIME).isAfter(time))
                .toList();
        shelved = shelved.filter(json -> until(json).filter(time::isBefore).isPresent());
        Optional<JsonObject> patch = Optional.empty();
        if (anomalous && !raised()) {
            patch = Optional.of(raise(score, text.get(), time));
        } else if (!anomalous && raised()) {
            patch = Optional.of(clear());
        } else if (anomalous) {
            patch = update(score, text, time);
        }
        before += TREND * (score - before);
        return patch;
    }

    private JsonObject raise(double score, Text text, Instant time) {
        since = Optional.of(time);
        raised = Stream.concat(raised.stream(), Stream.of(time))
                .skip(Math.max(0, raised.size() + 1 - CHATTERING))
                .toList();
        acknowledged = false;
        answer = Optional.empty();
        severity = Severity.of(score, before);
        told(score, time);
        JsonObjectBuilder alarm = shown(text).set("since", time.toString()).set("limit", 1);
        shelved.ifPresent(json -> alarm.set("shelved", JsonFactory.readFrom(json)));
        return patch(alarm.build());
    }

    private Optional<JsonObject> update(double score, Supplier<Text> text, Instant time) {
        Severity now = Severity.of(score, before);
        boolean worse = now.compareTo(severity) > 0;
        boolean changed = Math.abs(score - toldValue) > WORTH_TELLING * toldValue;
        // A clock that ran ahead and was set back must not keep the value from being told.
        boolean due = time.isBefore(toldAt) || !time.isBefore(toldAt.plus(UPDATE_INTERVAL));
        if (!worse && stateText().equals(toldState) && !(changed && due)) {
            return Optional.empty();
        }
        severity = worse ? now : severity;
        told(score, time);
        return Optional.of(patch(shown(text.get()).build()));
    }

    private JsonObject clear() {
        since = Optional.empty();
        acknowledged = false;
        return patch(JsonFactory.nullLiteral());
    }

    private void told(double score, Instant time) {
        toldValue = Math.round(Math.min(score, MOST_SHOWN) * 1000) / 1000.0;
        toldAt = time;
        toldState = stateText();
    }

    private JsonObjectBuilder shown(Text text) {
        return JsonObject.newBuilder()
                .set("actBy", severity.actBy(since.orElse(toldAt)).toString())
                .set("costOfWaiting", text.costOfWaiting().map(JsonValue::of).orElseGet(JsonFactory::nullLiteral))
                .set("severity", severity.text())
                .set("message", text.message())
                .set("advice", text.advice())
                .set("drivers", text.drivers())
                .set("value", toldValue)
                .set("state", toldState);
    }

    private String stateText() {
        return shelved.isPresent() ? "shelved" : acknowledged ? "acknowledged" : "active";
    }

    private static JsonObject patch(JsonValue alarm) {
        return JsonObject.newBuilder().set(PATH, alarm).build();
    }

    private static Optional<JsonObject> alarm(JsonObject thing) {
        return thing.getValue(PATH)
                .filter(alarm -> alarm.isObject() && !alarm.isNull())
                .map(JsonValue::asObject);
    }

    private static Optional<String> shelving(JsonValue value) {
        return Optional.of(value)
                .filter(json -> json.isObject() && !json.isNull())
                .map(JsonValue::toString)
                .filter(json -> until(json).isPresent());
    }

    private static Optional<Instant> until(String shelving) {
        return text(JsonObject.of(shelving), "until").flatMap(AnomalyAlarm::instant);
    }

    private static Optional<String> text(JsonObject json, String name) {
        return json.getValue(name).filter(JsonValue::isString).map(JsonValue::asString);
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
