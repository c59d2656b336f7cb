package io.celltwin.adapter.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.adapter.contract.Properties;
import io.celltwin.adapter.driver.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said of times that cannot be trusted; which time counts, EdgePipelineTest shows. */
class DeviceClockTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final DeviceClock clock = new DeviceClock(false, TOLERANCE);

    @Test
    void saysNothingOfAClockThatIsAboutRightAndOfAnOldValue() {
        assertThat(read("a", 1.0, NOW.minus(Duration.ofDays(3)), NOW.minusSeconds(100), NOW))
                .isEqualTo(NOW.minus(Duration.ofDays(3)));
        assertThat(clock.problem()).isEmpty();
    }

    @Test
    void saysByHowMuchAClockIsWrongUntilItIsRight() {
        Instant wrong = NOW.plus(Duration.ofMinutes(182));
        read("a", 1.0, wrong, wrong, NOW);
        assertThat(clock.problem())
                .contains("the device's clock is 3 h 2 min ahead: its values are dated by their age");
        // The same words, as long as it is about the same: each change is told to the twin.
        read("a", 2.0, wrong.plusSeconds(30), wrong.plusSeconds(30), NOW);
        assertThat(clock.problem())
                .contains("the device's clock is 3 h 2 min ahead: its values are dated by their age");
        Instant behind = NOW.minus(Duration.ofHours(30));
        read("a", 3.0, behind, behind, NOW);
        assertThat(clock.problem()).contains("the device's clock is 1 d 6 h behind: its values are dated by their age");
        read("a", 4.0, NOW, NOW, NOW);
        assertThat(clock.problem()).isEmpty();
    }

    @Test
    void namesThePropertiesWhoseSourceTimesCannotBe() {
        assertThat(read("b", 1.0, Instant.parse("1601-01-02T00:00:00Z"), NOW, NOW))
                .isEqualTo(NOW);
        assertThat(read("a", 1.0, NOW.plus(Duration.ofHours(2)), NOW, NOW)).isEqualTo(NOW);
        assertThat(clock.problem()).contains("source times that cannot be, of a, b: the time of reading counts");
        read("a", 1.0, NOW, NOW, NOW);
        read("b", 1.0, NOW, NOW, NOW);
        assertThat(clock.problem()).isEmpty();
    }

    @Test
    void namesAPropertyThatHasChangedAndIsFromBeforeItsLastReading() {
        read("a", 1.0, NOW.minus(Duration.ofHours(3)), NOW, NOW);
        assertThat(clock.problem()).isEmpty();
        Instant later = NOW.plusSeconds(10);
        assertThat(read("a", 2.0, later.minus(Duration.ofHours(3)), later, later))
                .isEqualTo(later.minus(Duration.ofHours(3)));
        assertThat(clock.problem())
                .contains(
                        "source times from before the last reading, of a: a wrong clock behind the server, or values that came late");
        read("a", 3.0, later.plusSeconds(1), later.plusSeconds(1), later.plusSeconds(1));
        assertThat(clock.problem()).isEmpty();
    }

    @Test
    void saysNothingWhereTheDevicesClockIsNotUsed() {
        DeviceClock ignored = new DeviceClock(true, TOLERANCE);
        ignored.accept(reading("a", 1.0, Instant.EPOCH, Instant.EPOCH), new EdgeCycle(NOW), reading -> {});
        assertThat(ignored.problem()).isEmpty();
    }

    private Instant read(String name, Object value, Instant source, Instant device, Instant now) {
        List<Reading> passed = new ArrayList<>();
        clock.accept(reading(name, value, source, device), new EdgeCycle(now), passed::add);
        return passed.get(0).sourceTime();
    }

    private static Reading reading(String name, Object value, Instant source, Instant device) {
        return new Reading(Properties.named(name), value, Optional.empty(), source, Optional.of(device));
    }
}
