package io.celltwin.battery.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A battery of 2 Ah, one cell, whose voltage falls on a straight line from 4.2 V to 2.7 V while it is discharged at 2 A. */
class DischargeMeterTest {

    private static final double NOMINAL = 2;

    private final List<Discard> discards = new ArrayList<>();
    private final DischargeMeter meter = new DischargeMeter(new MeterSettings(2.7, 95, 5, 120), discards::add);
    private final List<CapacityMeasurement> measured = new ArrayList<>();
    private double now;

    @Test
    void countsTheChargeFromChargedToEmpty() {
        rest(100);
        discharge(3600);
        rest(0);

        assertThat(measured).singleElement().satisfies(each -> {
            assertThat(each.capacity()).isCloseTo(2.0, within(0.02));
            assertThat(each.cycle()).hasValue(7);
        });
        assertThat(discards).isEmpty();
    }

    @Test
    void aChargeThatEndedWithASmallCurrentCountsAsComplete() {
        sample(0.5, 4.2, OptionalDouble.empty());
        sample(0.3, 4.2, OptionalDouble.empty());
        sample(0.1, 4.2, OptionalDouble.empty());
        sample(0, 4.2, OptionalDouble.empty());
        discharge(3600);
        sample(0, 3.1, OptionalDouble.empty());

        assertThat(measured).hasSize(1);
    }

    @Test
    void aNoisySensorAtRestDoesNotCompleteAChargeThatWasBrokenOff() {
        sample(1.5, 3.9, OptionalDouble.empty());
        for (int i = 0; i < 30; i++) {
            sample(i % 3 == 0 ? 0.06 : -0.03, 3.8, OptionalDouble.empty());
        }
        discharge(3600);
        sample(0, 3.1, OptionalDouble.empty());

        assertThat(measured).isEmpty();
    }

    @Test
    void aChargeThatWasBrokenOffDoesNotCountAsComplete() {
        sample(2, 3.9, OptionalDouble.empty());
        sample(0, 3.8, OptionalDouble.empty());
        discharge(3600);
        sample(0, 3.1, OptionalDouble.empty());

        assertThat(measured).isEmpty();
    }

    @Test
    void aDischargeSeenFromItsMiddleIsNotCounted() {
        discharge(1800);
        rest(0);

        assertThat(measured).isEmpty();
    }

    @Test
    void aDischargeThatIsBrokenOffByAChargeIsDiscarded() {
        rest(100);
        discharge(1800);
        charge(600);

        assertThat(measured).isEmpty();
        assertThat(discards).containsExactly(Discard.PARTIAL);
    }

    @Test
    void aPauseAndALittleRecuperationDoNotEndADischarge() {
        rest(100);
        discharge(1800);
        rest(50);
        sample(1, 3.6, OptionalDouble.empty());
        rest(50);
        dischargeFrom(1800, 3600);
        rest(0);

        assertThat(measured)
                .as("%s", discards)
                .singleElement()
                .satisfies(each -> assertThat(each.capacity()).isCloseTo(2.0, within(0.03)));
    }

    @Test
    void chargeBelowTheEmptyVoltageIsNotCounted() {
        rest(100);
        discharge(3600);
        for (int i = 0; i < 30; i++) {
            sample(-2, 2.5, OptionalDouble.empty());
        }
        rest(0);

        assertThat(measured)
                .singleElement()
                .satisfies(each -> assertThat(each.capacity()).isCloseTo(2.0, within(0.02)));
    }

    @Test
    void aGapInTheSamplesDiscardsTheDischarge() {
        rest(100);
        discharge(1800);
        now += 121;
        dischargeFrom(1921, 3600);
        rest(0);

        assertThat(measured).isEmpty();
        assertThat(discards).containsExactly(Discard.GAP);
    }

    @Test
    void aClockThatGoesBackwardsDiscardsTheDischarge() {
        rest(100);
        discharge(1800);
        now -= 1000;
        dischargeFrom(1800, 3600);
        rest(0);

        assertThat(measured).isEmpty();
        assertThat(discards).containsExactly(Discard.CLOCK_BACKWARDS);
    }

    @Test
    void samplesThatComeTwiceChangeNothing() {
        rest(100);
        for (int second = 10; second <= 3600; second += 10) {
            sample(-2, voltage(second), OptionalDouble.empty());
            now -= 10;
            sample(-2, voltage(second), OptionalDouble.empty());
        }
        rest(0);

        assertThat(measured)
                .singleElement()
                .satisfies(each -> assertThat(each.capacity()).isCloseTo(2.0, within(0.02)));
    }

    @Test
    void numbersThatAreNoneAreIgnored() {
        rest(100);
        discharge(1800);
        now -= 10;
        sample(Double.NaN, 3.4, OptionalDouble.empty());
        sample(Double.POSITIVE_INFINITY, 3.4, OptionalDouble.empty());
        now -= 10;
        dischargeFrom(1800, 3600);
        rest(0);

        assertThat(measured)
                .singleElement()
                .satisfies(each -> assertThat(each.capacity()).isCloseTo(2.0, within(0.02)));
    }

    @Test
    void aCapacityThatTheBatteryCannotHaveIsDiscarded() {
        rest(100);
        discharge(300);
        sample(-2, 2.6, OptionalDouble.empty());
        rest(0);

        assertThat(measured).isEmpty();
        assertThat(discards).containsExactly(Discard.IMPLAUSIBLE);
    }

    @Test
    void findsTheResistanceFromTheDropAtTheStart() {
        rest(100);
        discharge(3600);
        rest(0);

        // 0.1 ohm makes 0.2 V of the drop at 2 A, the discharged charge of ten seconds another 4 mV.
        assertThat(measured)
                .singleElement()
                .satisfies(each -> assertThat(each.resistance().orElseThrow()).isCloseTo(0.1, within(0.005)));
    }

    private void rest(double stateOfCharge) {
        sample(0, stateOfCharge > 50 ? 4.4 : 3.1, OptionalDouble.of(stateOfCharge));
    }

    private void discharge(int seconds) {
        dischargeFrom(0, seconds);
    }

    private void dischargeFrom(int from, int to) {
        for (int second = from + 10; second <= to; second += 10) {
            sample(-2, voltage(second), OptionalDouble.empty());
        }
    }

    private void charge(int seconds) {
        for (int second = 10; second <= seconds; second += 10) {
            sample(1.5, 3.8, OptionalDouble.empty());
        }
    }

    private static double voltage(int second) {
        return 4.2 - 1.5 * second / 3600;
    }

    private void sample(double current, double voltage, OptionalDouble stateOfCharge) {
        now += 10;
        OptionalDouble volts = OptionalDouble.of(voltage);
        meter.next(new BatterySample(now, current, volts, volts, stateOfCharge, OptionalInt.of(7)), NOMINAL)
                .ifPresent(measured::add);
    }
}
