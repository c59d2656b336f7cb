package io.celltwin.twin.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RereadBackoffTest {

    private static final String THING = "demo:coater-1";
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final RereadBackoff pace = new RereadBackoff();

    @Test
    void theFirstGapIsReadAtOnceAndTheNextOneWaits() {
        assertThat(pace.mayRead(THING, START)).isTrue();
        assertThat(pace.mayRead(THING, START.plusMillis(500))).isFalse();

        assertThat(pace.due(START.plusMillis(900))).isEmpty();
        assertThat(pace.due(START.plusMillis(1000))).contains(THING);
        assertThat(pace.due(START.plusMillis(1000))).isEmpty();
    }

    @Test
    void gapsThatGoOnAreReadEverMoreRarely() {
        int reads = 0;
        for (int second = 0; second < 600; second++) {
            if (pace.mayRead(THING, START.plusSeconds(second))) {
                reads++;
            }
        }

        assertThat(reads).isBetween(10, 16);
    }

    @Test
    void afterAQuietTimeAGapIsReadAtOnceAgain() {
        pace.mayRead(THING, START);
        pace.mayRead(THING, START.plusSeconds(2));
        Instant later = START.plusSeconds(3600);

        assertThat(pace.mayRead(THING, later)).isTrue();
        assertThat(pace.mayRead(THING, later.plusSeconds(1))).isTrue();
    }

    @Test
    void oneThingDoesNotWaitForAnother() {
        pace.mayRead(THING, START);

        assertThat(pace.mayRead("demo:coater-2", START)).isTrue();
    }
}
