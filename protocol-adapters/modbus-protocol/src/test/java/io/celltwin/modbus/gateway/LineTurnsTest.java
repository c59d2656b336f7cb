package io.celltwin.modbus.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineTurnsTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final LineTurns<String> turns = new LineTurns<>();

    @Test
    void unitsTakeTurnsHoweverManyWaitForOneOfThem() {
        turns.enqueue(unit(1), "1a");
        turns.enqueue(unit(1), "1b");
        turns.enqueue(unit(1), "1c");
        turns.enqueue(unit(2), "2a");
        turns.enqueue(unit(3), "3a");

        assertThat(takeAll(0)).containsExactly("1a", "2a", "3a", "1b", "1c");
    }

    @Test
    void whoComesBackStandsBehindTheOtherUnits() {
        turns.enqueue(unit(1), "1a");
        turns.enqueue(unit(2), "2a");
        assertThat(turns.next(0)).contains("1a");
        turns.enqueue(unit(1), "1b");

        assertThat(takeAll(0)).containsExactly("2a", "1b");
    }

    @Test
    void aSilentUnitWaitsForItsTimeAndTakesItsTurnThen() {
        turns.missed(unit(9), TIMEOUT, 0, false);
        turns.enqueue(unit(9), "probe");
        turns.enqueue(unit(1), "1a");
        turns.enqueue(unit(2), "2a");

        assertThat(turns.next(11 * SECOND)).contains("1a");
        assertThat(turns.nanosUntilProbe(11 * SECOND)).isEqualTo(SECOND);
        assertThat(turns.next(12 * SECOND)).contains("probe");
        assertThat(turns.next(12 * SECOND)).contains("2a");
    }

    @Test
    void aSilentUnitIsNotForgottenOnALineThatIsNeverFree() {
        turns.missed(unit(9), TIMEOUT, 0, false);
        turns.enqueue(unit(9), "probe");
        int requests = 0;
        turns.enqueue(unit(1), "busy");
        turns.enqueue(unit(2), "busy");
        Optional<String> next = turns.next(0);
        while (next.filter("busy"::equals).isPresent() && requests < 1000) {
            requests++;
            turns.enqueue(unit(1 + requests % 2), "busy");
            next = turns.next(requests * SECOND / 10);
        }

        assertThat(next).contains("probe");
        assertThat(requests).isBetween(120, 125);
    }

    @Test
    void severalDeadUnitsTogetherTakeAFifthOfTheLine() {
        long now = 0;
        int probes = 0;
        for (int unit = 1; unit <= 4; unit++) {
            turns.missed(unit(unit), TIMEOUT, now, false);
            turns.enqueue(unit(unit), "dead " + unit);
        }
        while (now < 600 * SECOND) {
            if (turns.next(now).isPresent()) {
                probes++;
                now += TIMEOUT.toNanos();
                int unit = 1 + probes % 4;
                turns.missed(unit(unit), TIMEOUT, now, false);
                turns.enqueue(unit(unit), "dead " + unit);
            }
            now += SECOND / 10;
        }

        assertThat(probes * TIMEOUT.toSeconds()).isLessThanOrEqualTo(600 / 5);
        assertThat(probes).isGreaterThan(30);
    }

    @Test
    void aUnitThatAnswersAgainIsOneOfTheOthers() {
        turns.missed(unit(9), TIMEOUT, 0, false);
        turns.answered(9);
        turns.enqueue(unit(9), "9a");

        assertThat(turns.isSilent(9)).isFalse();
        assertThat(turns.next(0)).contains("9a");
    }

    @Test
    void whatWentUnansweredBeforeWaitsForItsTimeAndSaysNothingOfItsUnit() {
        turns.missed(new LineTurns.Turn(1, true), TIMEOUT, 0, false);
        turns.enqueue(new LineTurns.Turn(1, true), "again");
        turns.enqueue(unit(1), "1a");

        assertThat(turns.isSilent(1)).isFalse();
        assertThat(turns.next(11 * SECOND)).contains("1a");
        assertThat(turns.next(11 * SECOND)).isEmpty();
        assertThat(turns.next(12 * SECOND)).contains("again");
    }

    @Test
    void whoHasTheLineAloneWaitsForNobodysSake() {
        turns.missed(unit(9), TIMEOUT, 0, true);
        turns.enqueue(unit(9), "9a");

        assertThat(turns.next(0)).contains("9a");
    }

    @Test
    void whoWaitsNoMoreGetsNoTurn() {
        turns.enqueue(unit(1), "1a");
        turns.enqueue(unit(1), "1b");
        turns.remove(unit(1), "1a");

        assertThat(takeAll(0)).containsExactly("1b");
    }

    private static LineTurns.Turn unit(int unit) {
        return new LineTurns.Turn(unit, false);
    }

    private List<String> takeAll(long now) {
        List<String> taken = new ArrayList<>();
        Optional<String> next = turns.next(now);
        while (next.isPresent()) {
            taken.add(next.get());
            next = turns.next(now);
        }
        return taken;
    }
}
