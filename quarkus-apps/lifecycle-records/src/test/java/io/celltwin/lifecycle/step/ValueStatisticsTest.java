package io.celltwin.lifecycle.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ValueStatisticsTest {
    private static final Instant START = Instant.parse("2026-05-01T12:00:00Z");

    @Test
    void aValueWeighsAsLongAsItHeld() {
        ValueStatistics statistics = ValueStatistics.empty();
        statistics.add(10, START);
        statistics.add(20, START.plusSeconds(3));

        ValueStatistics.Summary summary = statistics.summary(START.plusSeconds(4));

        assertThat(summary.count()).isEqualTo(2);
        assertThat(summary.mean()).isCloseTo((10 * 3 + 20 * 1) / 4.0, within(1e-9));
        assertThat(summary.standardDeviation()).isCloseTo(Math.sqrt((3 * 2.5 * 2.5 + 1 * 7.5 * 7.5) / 4), within(1e-9));
        assertThat(summary.minimum()).isEqualTo(10);
        assertThat(summary.maximum()).isEqualTo(20);
        assertThat(summary.weightS()).isCloseTo(4, within(1e-9));
    }

    @Test
    void whatIsNotKnownDoesNotWeigh() {
        ValueStatistics statistics = ValueStatistics.empty();
        statistics.add(10, START);
        statistics.suspend(START.plusSeconds(2));
        statistics.resume(START.plusSeconds(100));
        statistics.add(20, START.plusSeconds(101));
        statistics.suspend(START.plusSeconds(102));
        statistics.add(40, START.plusSeconds(200));

        ValueStatistics.Summary summary = statistics.summary(START.plusSeconds(201));

        assertThat(summary.weightS()).isCloseTo(5, within(1e-9));
        assertThat(summary.mean()).isCloseTo((10 * 3 + 20 * 1 + 40 * 1) / 5.0, within(1e-9));
        assertThat(ValueStatistics.of(statistics.state()).summary(START.plusSeconds(201)))
                .isEqualTo(summary);
    }

    @Test
    void aValueFromBeforeTheStepWeighsButDoesNotCount() {
        ValueStatistics statistics = ValueStatistics.startingFrom(5, START);
        ValueStatistics.Summary summary = statistics.summary(START.plusSeconds(10));
        assertThat(summary.count()).isZero();
        assertThat(summary.mean()).isEqualTo(5);
        assertThat(summary.standardDeviation()).isZero();
    }

    @Test
    void aSummaryTakenInBetweenChangesNothing() {
        ValueStatistics asked = ValueStatistics.empty();
        ValueStatistics unasked = ValueStatistics.empty();
        for (ValueStatistics statistics : new ValueStatistics[] {asked, unasked}) {
            statistics.add(1, START);
        }
        asked.summary(START.plusSeconds(1));
        for (ValueStatistics statistics : new ValueStatistics[] {asked, unasked}) {
            statistics.add(3, START.plusSeconds(2));
        }
        assertThat(asked.summary(START.plusSeconds(5)).mean())
                .isCloseTo(unasked.summary(START.plusSeconds(5)).mean(), within(1e-9));
    }

    @Test
    void aClockThatJumpsBackLosesNoValueAndAddsNoNegativeWeight() {
        ValueStatistics statistics = ValueStatistics.empty();
        statistics.add(1, START);
        statistics.add(9, START.minusSeconds(60));
        ValueStatistics.Summary summary = statistics.summary(START.plusSeconds(1));
        assertThat(summary.count()).isEqualTo(2);
        assertThat(summary.maximum()).isEqualTo(9);
        assertThat(summary.weightS()).isCloseTo(1, within(1e-9));
        assertThat(summary.mean()).isCloseTo(9, within(1e-9));
    }

    @Test
    void aValueThatNeverChangesHasExactlyNoSpread() {
        for (int value = 1; value <= 1_000; value++) {
            ValueStatistics statistics = ValueStatistics.startingFrom(value, START);
            Instant at = START;
            for (int i = 1; i <= 10; i++) {
                at = at.plusNanos(626_584_500L / i);
                statistics.summary(at);
            }
            assertThat(statistics.summary(at).standardDeviation()).isZero();
        }
    }

    @Test
    void aSavedSummaryGoesOnAsIfThereHadBeenNoBreak() {
        ValueStatistics whole = ValueStatistics.empty();
        whole.add(2, START);
        whole.add(4, START.plusSeconds(2));
        ValueStatistics resumed = ValueStatistics.of(whole.state());
        whole.add(8, START.plusSeconds(4));
        resumed.add(8, START.plusSeconds(4));

        ValueStatistics.Summary expected = whole.summary(START.plusSeconds(6));
        ValueStatistics.Summary actual = resumed.summary(START.plusSeconds(6));
        assertThat(actual.mean()).isCloseTo(expected.mean(), within(1e-9));
        assertThat(actual.standardDeviation()).isCloseTo(expected.standardDeviation(), within(1e-9));
        assertThat(actual.count()).isEqualTo(expected.count());
    }

    @Test
    void withoutAnyValueThereIsNoSummary() {
        assertThat(ValueStatistics.empty().summary(START)).isNull();
    }
}
