package io.celltwin.edge.policy;

import io.celltwin.edge.policydocument.EntryDocument;
import io.celltwin.edge.policydocument.PolicyDocument;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.ditto.base.model.common.DittoDuration;
import org.eclipse.ditto.policies.model.PoliciesModelFactory;
import org.eclipse.ditto.policies.model.Subject;
import org.eclipse.ditto.policies.model.SubjectAnnouncement;
import org.eclipse.ditto.policies.model.SubjectExpiry;

/**
 * To what times of subjects are rounded up when they are written, as Ditto does, so that many that expire need few
 * changes.
 *
 * @param expiry of the time at which a subject expires: a whole number of the largest unit that it has (days, hours,
 *     minutes, seconds, milliseconds), counted from the start of the next larger one (month, day, hour ...)
 * @param announcement of the time before it at which that is announced
 */
public record SubjectTimes(Duration expiry, Duration announcement) {

    /** A policy whose subjects have their times rounded. */
    PolicyDocument rounded(PolicyDocument policy) {
        Map<String, EntryDocument> entries = new LinkedHashMap<>();
        policy.entries().forEach((label, entry) -> entries.put(label, rounded(entry)));
        return new PolicyDocument(policy.id(), entries, policy.imports());
    }

    private EntryDocument rounded(EntryDocument entry) {
        boolean timed = entry.subjects().stream()
                .anyMatch(subject -> subject.getExpiry().isPresent()
                        || subject.getAnnouncement().isPresent());
        if (!timed) {
            return entry;
        }
        List<Subject> subjects = entry.subjects().stream().map(this::rounded).toList();
        return entry.withSubjects(PoliciesModelFactory.newSubjects(subjects));
    }

    Subject rounded(Subject subject) {
        Optional<SubjectExpiry> end =
                subject.getExpiry().map(given -> SubjectExpiry.newInstance(rounded(given.getTimestamp())));
        Optional<SubjectAnnouncement> announced = subject.getAnnouncement().map(this::rounded);
        return end.isEmpty() && announced.isEmpty()
                ? subject
                : Subject.newInstance(subject.getId(), subject.getType(), end.orElse(null), announced.orElse(null));
    }

    private Instant rounded(Instant time) {
        Unit unit = Unit.of(expiry);
        Instant truncated = time.truncatedTo(unit.unit());
        Instant start = unit.unit() == ChronoUnit.DAYS
                ? LocalDate.ofInstant(time, ZoneOffset.UTC)
                        .withDayOfMonth(1)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                : time.truncatedTo(unit.larger());
        long over = unit.unit().between(start, truncated) % unit.amount();
        return truncated.equals(time) && over == 0 ? time : truncated.plus(unit.amount() - over, unit.unit());
    }

    private SubjectAnnouncement rounded(SubjectAnnouncement given) {
        Optional<DittoDuration> before = given.getBeforeExpiry();
        if (before.isEmpty()) {
            return given;
        }
        long step = announcement.toMillis();
        long millis = before.get().getDuration().toMillis();
        long roundedMillis = (millis + step - 1) / step * step;
        return given.setBeforeExpiry(before.get().setAmount(Duration.ofMillis(roundedMillis)));
    }

    /** A duration as a number of its largest unit. */
    private record Unit(ChronoUnit unit, long amount, ChronoUnit larger) {
        private static final List<ChronoUnit> UNITS =
                List.of(ChronoUnit.DAYS, ChronoUnit.HOURS, ChronoUnit.MINUTES, ChronoUnit.SECONDS, ChronoUnit.MILLIS);

        static Unit of(Duration duration) {
            ChronoUnit larger = ChronoUnit.MONTHS;
            for (ChronoUnit unit : UNITS) {
                long amount = duration.dividedBy(unit.getDuration());
                if (amount > 0) {
                    return new Unit(unit, amount, larger);
                }
                larger = unit;
            }
            return new Unit(ChronoUnit.MILLIS, 1, ChronoUnit.SECONDS);
        }
    }
}
