package io.celltwin.lifecycle.recall;

import io.celltwin.lifecycle.recall.Recall.Evidence;
import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.record.RecordPage;
import io.celltwin.lifecycle.record.RecordPlace;
import io.celltwin.lifecycle.record.RecordQuery;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.RecordType;
import io.celltwin.lifecycle.record.TakenAway;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Finds the things to which a criterion applies, and says what keeps the answer from being complete: a bound that was reached,
 * a step that is under way, a value that was not seen, or not all the time. Used once.
 */
final class SuspectSearch {
    private static final double LEAST_UNKNOWN_S = 5;
    private static final double UNKNOWN_SHARE = 0.01;

    private final RecordStore records;
    private final TakenAway takenAway;
    private final int mostRecords;
    private final Map<String, List<Evidence>> suspects = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();
    private final Set<String> telling = new HashSet<>();
    private final List<Silent> silent = new ArrayList<>();

    /** A record without the value, and its machine or test. */
    private record Silent(LifecycleRecord record, String where) {}

    SuspectSearch(RecordStore records, TakenAway takenAway, int mostRecords) {
        this.records = records;
        this.takenAway = takenAway;
        this.mostRecords = mostRecords;
    }

    /** Evidence by thing. */
    Map<String, List<Evidence>> suspects() {
        return suspects;
    }

    /** Why the answer may not be complete. */
    List<String> notes() {
        return notes;
    }

    void search(RecallCriterion criterion) {
        if (criterion instanceof RecallCriterion.Part part) {
            suspects.put(part.thing(), List.of());
            records.about(part.thing(), RecordType.LOT)
                    .forEach(lot -> suspects.put(
                            part.thing(),
                            List.of(new Evidence(
                                    lot.id(),
                                    lot.at(),
                                    "%s of %s, certificate %s"
                                            .formatted(
                                                    lot.content().get("material"),
                                                    lot.content().get("supplier"),
                                                    lot.content().get("certificate"))))));
        } else if (criterion instanceof RecallCriterion.Machine machine) {
            stepsIn(Optional.of(machine.machine()), machine.from(), machine.to(), this::passed);
        } else if (criterion instanceof RecallCriterion.Parameter parameter) {
            stepsIn(parameter.machine(), parameter.from(), parameter.to(), step -> judge(step, parameter));
            // A measurement names its instrument as text, which is no thing, so all of the time are read.
            read(Optional.empty(), RecordType.MEASUREMENT, parameter.from(), Optional.of(parameter.to()), record -> {
                Object instrument = record.content().get("instrument");
                if (parameter.machine().isEmpty() || parameter.machine().get().equals(instrument)) {
                    judge(record, parameter);
                }
            });
            noteSilence(parameter);
        }
    }

    /**
     * A step or test that did not tell the value was not judged: where others of its machine or kind told it, or it is the
     * machine that was asked about. Machines and tests that never tell it have nothing to do with it.
     */
    private void noteSilence(RecallCriterion.Parameter parameter) {
        if (telling.isEmpty()) {
            notes.add(
                    "No step or measurement of that time told %s: nothing was judged. Is it named as in the machine's model?"
                            .formatted(parameter.name()));
            return;
        }
        silent.stream()
                .filter(one ->
                        telling.contains(one.where()) || parameter.machine().equals(Optional.of(one.where())))
                .forEach(one -> notes.add("%s was not told at all for %s in %s, and may have been outside (%s)."
                        .formatted(
                                parameter.name(),
                                one.record().thing(),
                                one.where(),
                                one.record().id())));
    }

    /** The steps that overlap the time: a record's own time is the step's end. */
    private void stepsIn(Optional<String> machine, Instant from, Instant to, Consumer<LifecycleRecord> found) {
        Instant[] newestEnd = {Instant.MIN};
        read(machine, RecordType.STEP, from, Optional.empty(), step -> {
            if (newestEnd[0].isBefore(step.at())) {
                newestEnd[0] = step.at();
            }
            if (startOf(step).isBefore(to)) {
                found.accept(step);
            }
        });
        if (newestEnd[0].isBefore(to)) {
            notes.add(
                    "A step is recorded when it ends: what is in %s since %s is not in this answer. Ask again when it has left."
                            .formatted(
                                    machine.orElse("a machine"),
                                    newestEnd[0].equals(Instant.MIN) ? from : newestEnd[0]));
        }
    }

    private void read(
            Optional<String> thing,
            RecordType type,
            Instant from,
            Optional<Instant> to,
            Consumer<LifecycleRecord> found) {
        takenAway.note(type, Optional.of(from)).ifPresent(notes::add);
        Optional<RecordPlace> after = Optional.empty();
        int read = 0;
        do {
            RecordPage page = records.find(new RecordQuery(
                    thing, Optional.of(type), Optional.of(from), to, after, Math.min(RecordQuery.MOST, mostRecords)));
            page.records().forEach(found);
            read += page.records().size();
            after = page.next();
        } while (after.isPresent() && read < mostRecords);
        if (after.isPresent()) {
            notes.add("Only the newest %d records of the type %s were read: ask for a shorter time."
                    .formatted(read, type.wireName()));
        }
    }

    private void passed(LifecycleRecord step) {
        suspect(
                step,
                "%s on %s from %s%s to %s"
                        .formatted(
                                step.content().get("step"),
                                step.content().get("machine"),
                                step.content().get("startedAt"),
                                Boolean.TRUE.equals(step.content().get("beginningSeen"))
                                        ? ""
                                        : " or before, its beginning was not seen,",
                                step.content().get("endedAt")));
    }

    private void judge(LifecycleRecord record, RecallCriterion.Parameter parameter) {
        boolean step = record.type() == RecordType.STEP;
        Object where = record.content().get(step ? "machine" : "test");
        if (!(record.content().get("values") instanceof Map<?, ?> values)
                || !(values.get(parameter.name()) instanceof Map<?, ?> value)) {
            silent.add(new Silent(record, String.valueOf(where)));
            return;
        }
        telling.add(String.valueOf(where));
        OptionalDouble least = number(value.get(step ? "minimum" : "value"));
        OptionalDouble most = number(value.get(step ? "maximum" : "value"));
        if (parameter.below().isPresent()
                && least.isPresent()
                && least.getAsDouble() < parameter.below().getAsDouble()) {
            suspect(record, sentence(parameter, least, value, "below", parameter.below(), where));
        } else if (parameter.above().isPresent()
                && most.isPresent()
                && most.getAsDouble() > parameter.above().getAsDouble()) {
            suspect(record, sentence(parameter, most, value, "above", parameter.above(), where));
        } else if (least.isEmpty() || (step && !seenInFull(record, value))) {
            notes.add("%s was not seen all the time that %s was in %s, and may have been outside (%s)."
                    .formatted(parameter.name(), record.thing(), where, record.id()));
        }
    }

    private static String sentence(
            RecallCriterion.Parameter parameter,
            OptionalDouble was,
            Map<?, ?> value,
            String side,
            OptionalDouble bound,
            Object where) {
        return "%s was %s %s, %s %s, in %s"
                .formatted(parameter.name(), was.getAsDouble(), value.get("unit"), side, bound.getAsDouble(), where);
    }

    /** A value that changes seldom is first told a little after the batch has come in: that much may be unknown. */
    private static boolean seenInFull(LifecycleRecord step, Map<?, ?> value) {
        double lastedS = Duration.between(startOf(step), step.at()).toMillis() / 1e3;
        return Boolean.TRUE.equals(step.content().get("beginningSeen"))
                && !Boolean.TRUE.equals(step.content().get("interrupted"))
                && number(value.get("knownS")).orElse(0)
                        >= lastedS - Math.max(LEAST_UNKNOWN_S, UNKNOWN_SHARE * lastedS);
    }

    private void suspect(LifecycleRecord record, String says) {
        suspects.computeIfAbsent(record.thing(), thing -> new ArrayList<>())
                .add(new Evidence(record.id(), record.at(), says));
    }

    private static Instant startOf(LifecycleRecord step) {
        return Instant.parse(String.valueOf(step.content().get("startedAt")));
    }

    private static OptionalDouble number(Object value) {
        return value instanceof Number number && Double.isFinite(number.doubleValue())
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }
}
