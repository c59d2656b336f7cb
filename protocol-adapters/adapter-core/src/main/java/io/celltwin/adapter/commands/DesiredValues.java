package io.celltwin.adapter.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.celltwin.adapter.commands.DesiredState.State;
import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.device.DeviceKey;
import io.celltwin.adapter.driver.PropertyWrite;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Makes a device what its twin's desired properties say, and tells what became of each. Used by the device's serial executor alone.
 * <ol>
 * <li>A change of a desired property is a wish, also if the value is the same as before. It is checked as a command is; one that may not be is
 * refused at once. A later wish for the same property takes the place of one that waits.</li>
 * <li>Wishes are written one at a time, in the order in which they came. While the device is not connected they wait, and no longer than
 * a bounded time since they were made: what is carried out late surprises whoever stands beside the machine.</li>
 * <li>A wish that was sent and may have been taken is never sent again: when the device is connected next, it is read.</li>
 * <li>Whoever begins to serve the device asks the twin what is desired and what was told of it. What waited, waits on. Of a value of which
 * nothing was told nobody knows when it was set: it is not written, but the device is read whether it holds it.</li>
 * <li>A desired property that is removed waits no longer, and nothing is told of it any more.</li>
 * </ol>
 * Reports that are older than what is known are ignored, by the twin's revision, so that they may come twice or late.
 */
final class DesiredValues {

    private static final Logger LOG = Logger.getLogger(DesiredValues.class);

    /** More than any model has that can be written; the rest are names that somebody has made up. */
    private static final int MOST = 256;

    private static final int LONGEST_SHOWN = 1_000;

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final List<String> STATES = List.of("features", "connection", "properties", "desired");
    private static final String NOT_KNOWN_SINCE_WHEN =
            "it was set while nobody took commands for the device, so it is not known when, and it was not written";

    private enum Phase {
        /** To be written. */
        WAITING,
        /** Sent by somebody; to be read whether the device holds it. */
        TO_BE_CHECKED,
        /** Being written or checked. */
        UNDER_WAY,
        /** Not known whether it is held; to be read by the next link. */
        UNKNOWN,
        /** It is told what became of it. */
        DECIDED
    }

    private final Device device;
    private final DeviceKey key;
    private final Optional<String> switchedOff;
    private final DeviceWriter writer;
    private final CommandListener listener;
    private final Duration patience;
    private final Executor serial;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final Map<DesiredKey, Wish> wishes = new LinkedHashMap<>();
    private final Map<DesiredKey, Optional<DesiredState>> untold = new LinkedHashMap<>();
    private long revision;
    private boolean pausing;
    private boolean closed;

    /**
     * @param switchedOff why nothing may be written to the device; empty if it may
     * @param patience how long a wish waits for the device
     */
    DesiredValues(
            Device device,
            Optional<String> switchedOff,
            DeviceWriter writer,
            CommandListener listener,
            Duration patience,
            Executor serial,
            ScheduledExecutorService timer,
            Clock clock) {
        this.device = device;
        this.key = new DeviceKey(device.tenant(), device.id());
        this.switchedOff = switchedOff;
        this.writer = writer;
        this.listener = listener;
        this.patience = patience;
        this.serial = serial;
        this.timer = timer;
        this.clock = clock;
    }

    void reported(TwinReport report) {
        boolean state = report.kind() == TwinReport.Kind.STATE;
        if (closed || report.revision() < revision || !state && report.revision() == revision) {
            return;
        }
        revision = report.revision();
        DesiredChange change = DesiredChange.of(report);
        for (DesiredKey known : List.copyOf(wishes.keySet())) {
            if (change.gone().test(known)) {
                wishes.remove(known);
                untold.put(known, Optional.empty());
            }
        }
        if (report.kind() == TwinReport.Kind.DELETED && report.path().isEmpty()) {
            // A twin that is made anew may count from the beginning.
            revision = 0;
        }
        if (state) {
            compare(change.desired(), toldStates(report.value()));
        } else {
            Instant since =
                    report.at().filter(at -> at.isBefore(clock.instant())).orElseGet(clock::instant);
            change.desired().forEach((name, value) -> wish(new Wish(name, value, report.originator(), since)));
        }
        proceed();
    }

    /** The device is connected. */
    void linked() {
        wishes.values().stream()
                .filter(wish -> wish.phase == Phase.UNKNOWN)
                .forEach(wish -> wish.phase = Phase.TO_BE_CHECKED);
        proceed();
    }

    /** Writes what can be written now, and tells what there is to tell. */
    void proceed() {
        if (closed) {
            return;
        }
        List.copyOf(wishes.values()).stream().filter(this::isTooOld).forEach(this::expire);
        if (writer.isReady() && !pausing) {
            wishes.values().stream()
                    .filter(wish -> wish.phase == Phase.TO_BE_CHECKED || wish.phase == Phase.WAITING)
                    .findFirst()
                    .ifPresent(this::carryOut);
        }
        wishes.values().stream()
                .filter(wish -> wish.phase == Phase.WAITING && wish.told.isEmpty())
                .forEach(this::waits);
        tell();
    }

    void close() {
        closed = true;
    }

    private void compare(Map<DesiredKey, JsonNode> desired, Map<DesiredKey, JsonNode> states) {
        states.keySet().stream()
                .filter(name -> !desired.containsKey(name))
                .forEach(name -> untold.put(name, Optional.empty()));
        desired.forEach((name, value) -> {
            Wish known = wishes.get(name);
            JsonNode told = Optional.ofNullable(states.get(name))
                    .filter(state -> value.equals(state.get("value")))
                    .orElse(null);
            if (known == null || !known.value.equals(value)) {
                takeOver(name, value, told);
            } else if (known.told.isPresent()
                    && (told == null
                            || !known.told
                                    .get()
                                    .state()
                                    .word()
                                    .equals(told.path("state").textValue()))) {
                untold.put(name, known.told);
            }
        });
    }

    /** Goes on with what whoever served the device before has told; null if nothing was told of this value. */
    private void takeOver(DesiredKey name, JsonNode value, JsonNode told) {
        if (told == null) {
            Wish wish = new Wish(name, value, Optional.empty(), clock.instant());
            wish.doubt = NOT_KNOWN_SINCE_WHEN;
            wish(wish);
            return;
        }
        Optional<String> by = Optional.ofNullable(told.path("by").textValue());
        Wish wish = new Wish(name, value, by, time(told.path("since").asText()).orElseGet(clock::instant));
        String state = told.path("state").asText();
        if (state.equals(State.PENDING.word())) {
            wish(wish);
        } else if (state.equals(State.UNKNOWN.word())) {
            wish.doubt = "its outcome was not known";
            wish(wish);
        } else {
            wish.phase = Phase.DECIDED;
            wishes.put(name, wish);
        }
    }

    private void wish(Wish wish) {
        boolean known = wishes.remove(wish.name) != null;
        Optional<CommandAnswer> refusal = !known && wishes.size() >= MOST
                ? Optional.of(CommandAnswer.busy("more than %d properties are desired".formatted(MOST)))
                : wish.refusal();
        if (known || wishes.size() < MOST) {
            wishes.put(wish.name, wish);
        }
        if (refusal.isPresent()) {
            decide(wish, refusal.get());
        } else if (wish.doubt.isEmpty()) {
            wish.phase = Phase.WAITING;
        } else {
            wish.phase = Phase.TO_BE_CHECKED;
            wish.becomes(State.UNKNOWN, Optional.of(CommandAnswer.unknown(wish.doubt)));
        }
    }

    private void carryOut(Wish wish) {
        CompletionStage<CommandAnswer> answer =
                wish.phase == Phase.WAITING ? writer.write(wish.write) : writer.check(wish.write, wish.doubt);
        wish.phase = Phase.UNDER_WAY;
        answer.thenAccept(given -> answered(wish, given));
    }

    private void answered(Wish wish, CommandAnswer answer) {
        if (answer.isNotConnected()) {
            // Nothing was sent. Not at once again: a driver may say so of a link that it has not given up yet.
            wish.phase = Phase.WAITING;
            pausing = true;
            later(
                    () -> {
                        pausing = false;
                        proceed();
                    },
                    PAUSE);
            return;
        }
        if (!answer.isUnknown()) {
            decide(wish, answer);
            return;
        }
        record(wish, answer);
        wish.phase = Phase.UNKNOWN;
        wish.doubt = "its outcome was not known";
        if (isCurrent(wish)) {
            wish.becomes(State.UNKNOWN, Optional.of(answer));
        }
    }

    private void decide(Wish wish, CommandAnswer answer) {
        wish.phase = Phase.DECIDED;
        record(wish, answer);
        if (isCurrent(wish)) {
            wish.becomes(state(answer), Optional.of(answer));
        }
    }

    private static State state(CommandAnswer answer) {
        if (!answer.isSuccess()) {
            return State.REFUSED;
        }
        return answer.altered() ? State.ALTERED : State.APPLIED;
    }

    private boolean isCurrent(Wish wish) {
        return wishes.get(wish.name) == wish;
    }

    private void record(Wish wish, CommandAnswer answer) {
        listener.answered(new CommandRecord(
                key,
                WriteCommand.NAME,
                Optional.of(wish.name.twinPath()),
                Optional.of(wish.plain()),
                wish.by,
                clock.instant(),
                answer));
    }

    private boolean isTooOld(Wish wish) {
        return wish.phase == Phase.WAITING && !wish.until().isAfter(clock.instant());
    }

    private void expire(Wish wish) {
        decide(
                wish,
                CommandAnswer.tooLate("the device could not be reached within %d s, so it was not written"
                        .formatted(patience.toSeconds())));
    }

    private void waits(Wish wish) {
        wish.becomes(State.PENDING, Optional.empty());
        later(this::proceed, Duration.between(clock.instant(), wish.until()).plusMillis(1));
    }

    private void later(Runnable step, Duration delay) {
        timer.schedule(() -> serial.execute(step), Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
    }

    private void tell() {
        if (!untold.isEmpty()) {
            listener.desired(key, Map.copyOf(untold));
            untold.clear();
        }
    }

    private static Map<DesiredKey, JsonNode> toldStates(JsonNode twin) {
        JsonNode states = twin;
        for (String name : STATES) {
            states = states.path(name);
        }
        Map<DesiredKey, JsonNode> told = new LinkedHashMap<>();
        states.properties()
                .forEach(feature -> feature.getValue()
                        .properties()
                        .forEach(property ->
                                told.put(new DesiredKey(feature.getKey(), property.getKey()), property.getValue())));
        return told;
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            LOG.debugf("A state tells a time that is none: %s", text);
            return Optional.empty();
        }
    }

    /** One value that is desired. */
    private final class Wish {

        private final DesiredKey name;
        private final JsonNode value;
        private final Optional<String> by;
        private final Instant since;
        private Phase phase = Phase.WAITING;
        /** What the twin is told; empty while nothing is. */
        private Optional<DesiredState> told = Optional.empty();
        /** Why the device is to be read instead of written; empty if it is not. */
        private String doubt = "";
        /** What to write; null if that may not be. */
        private PropertyWrite write;

        private Wish(DesiredKey name, JsonNode value, Optional<String> by, Instant since) {
            this.name = name;
            this.value = value;
            this.by = by;
            this.since = since;
        }

        private Optional<CommandAnswer> refusal() {
            if (switchedOff.isPresent()) {
                return switchedOff.map(CommandAnswer::notAllowed);
            }
            try {
                WriteDecision decision =
                        WriteDecision.of(device.model(), new WriteCommand(name.twinPath(), WriteCommand.value(value)));
                write = decision.write().orElse(null);
                return decision.refusal();
            } catch (InvalidCommandException e) {
                return Optional.of(CommandAnswer.invalid(e.getMessage()));
            }
        }

        /** What a twin can take twice: there is a bound to how long it may be. */
        private JsonNode shown() {
            int length = value.toString().length();
            return length <= LONGEST_SHOWN ? value : TextNode.valueOf("a value of %d characters".formatted(length));
        }

        private Object plain() {
            JsonNode shown = shown();
            try {
                return WriteCommand.value(shown);
            } catch (InvalidCommandException e) {
                return shown.toString();
            }
        }

        private Instant until() {
            return since.plus(patience);
        }

        private void becomes(State state, Optional<CommandAnswer> answer) {
            told = Optional.of(new DesiredState(
                    shown(),
                    state,
                    by,
                    since,
                    clock.instant(),
                    state == State.PENDING ? Optional.of(until()) : Optional.empty(),
                    answer));
            untold.put(name, told);
        }
    }
}
