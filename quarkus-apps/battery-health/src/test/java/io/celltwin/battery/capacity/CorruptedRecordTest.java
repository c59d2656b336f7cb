package io.celltwin.battery.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever is done to the record of a battery, a capacity that is written is within three of its own standard errors of the truth, or it
 * is not written. Faults that contradict nothing else in the record are left out; the documentation names them among the limits.
 */
class CorruptedRecordTest {

    private static final int SEEDS = 6;
    private static final double ERRORS = 3;

    private final List<Rejection> rejections = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void aCapacityIsRightWithinItsErrorOrNotWritten(Corruption corruption) {
        for (long seed = 0; seed < SEEDS; seed++) {
            assertThat(measured(corruption, seed))
                    .as("%s, seed %s, rejected %s", corruption, seed, rejections)
                    .allSatisfy(each -> assertThat(Math.abs(each.capacity() - TestBattery.CAPACITY))
                            .isLessThanOrEqualTo(ERRORS * each.standardError()));
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "VOLTAGE_SPIKES",
                "CURRENT_ZEROS",
                "NOT_A_NUMBER_EVERYTHING",
                "ROWS_TWICE",
                "COUNTERS_SPIKE",
                "VOLTAGE_NOISE",
                "TEMPERATURE_OUT_OF_RANGE",
                "CYCLES_OUT_OF_RANGE"
            })
    void aFaultThatHidesLittleIsNoReasonForSilence(Corruption corruption) {
        for (long seed = 0; seed < SEEDS; seed++) {
            assertThat(measured(corruption, seed))
                    .as("%s, seed %s, rejected %s", corruption, seed, rejections)
                    .isNotEmpty();
        }
    }

    List<CapacityMeasurement> measured(Corruption corruption, long seed) {
        Random random = new Random(seed);
        // The first numbers of neighbouring seeds are alike.
        random.nextInt();
        TestBattery battery = new TestBattery(List.of(2, 5, 10, 10, 20).get(random.nextInt(5)));
        if (random.nextInt(4) == 0) {
            battery.withoutStateOfCharge();
        }
        if (random.nextBoolean()) {
            battery.withCounters();
        }
        double load = 0.6 + 1.2 * random.nextDouble();
        double end = random.nextInt(3) == 0 ? 40 * random.nextDouble() : 0;
        battery.rest(120).dischargeTo(end, load).rest(300);
        battery.chargeFully()
                .rest(400)
                .dischargeTo(0, load)
                .rest(300)
                .flow(1.5, 600)
                .rest(60);
        rejections.clear();
        List<CapacityMeasurement> measured = new ArrayList<>();
        DischargeMeter meter = DischargeMeter.of(
                MeterState.NEW,
                new MeterSettings(2.7, 95, 5, 300),
                rejections::add,
                charge -> charge.byStateOfCharge().ifPresent(measured::add));
        corruption
                .of(battery.samples(), random)
                .forEach(sample -> meter.next(sample, TestBattery.NOMINAL).ifPresent(measured::add));
        return measured;
    }
}
