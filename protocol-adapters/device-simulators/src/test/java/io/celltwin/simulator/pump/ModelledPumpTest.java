package io.celltwin.simulator.pump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class ModelledPumpTest {

    private static final double PERIOD =
            FaultSchedule.HEALTHY_SECONDS + FaultSchedule.GROWING_SECONDS + FaultSchedule.STAYING_SECONDS;

    @Test
    void aHealthyPumpStaysWhereItIs() {
        ModelledPump pump = new ModelledPump(1, 0);
        List<PumpReading> early = run(pump, 200);
        List<PumpReading> late = run(pump, 200);
        assertThat(mean(late, PumpReading::vibration1)).isCloseTo(mean(early, PumpReading::vibration1), within(0.002));
        assertThat(mean(late, PumpReading::flowLpm)).isCloseTo(125, within(1.0));
        assertThat(mean(late, PumpReading::bodyCelsius)).isCloseTo(89.5, within(0.5));
    }

    @Test
    void cavitationMakesTheFlowSmallAndRestlessAndThePumpRough() {
        List<PumpReading> healthy = run(new ModelledPump(1, 0), 100);
        List<PumpReading> faulty = atFullFault(PumpFault.CAVITATION);
        assertThat(mean(faulty, PumpReading::flowLpm)).isLessThan(mean(healthy, PumpReading::flowLpm) - 15);
        assertThat(deviation(faulty, PumpReading::flowLpm)).isGreaterThan(3 * deviation(healthy, PumpReading::flowLpm));
        assertThat(mean(faulty, PumpReading::vibration2)).isGreaterThan(2 * mean(healthy, PumpReading::vibration2));
        assertThat(mean(faulty, PumpReading::currentA)).isLessThan(mean(healthy, PumpReading::currentA));
    }

    @Test
    void aWornBearingVibratesWarmsAndTakesMoreCurrentAtTheSameFlow() {
        List<PumpReading> healthy = run(new ModelledPump(1, 0), 100);
        List<PumpReading> faulty = atFullFault(PumpFault.BEARING_WEAR);
        assertThat(mean(faulty, PumpReading::vibration1)).isGreaterThan(3 * mean(healthy, PumpReading::vibration1));
        assertThat(mean(faulty, PumpReading::currentA)).isGreaterThan(mean(healthy, PumpReading::currentA) + 0.3);
        assertThat(mean(faulty, PumpReading::bodyCelsius)).isGreaterThan(mean(healthy, PumpReading::bodyCelsius) + 5);
        assertThat(mean(faulty, PumpReading::flowLpm)).isCloseTo(mean(healthy, PumpReading::flowLpm), within(1.0));
    }

    @Test
    void aBlockedLineLowersTheFlowAndRaisesThePressure() {
        List<PumpReading> healthy = run(new ModelledPump(1, 0), 100);
        List<PumpReading> faulty = atFullFault(PumpFault.CLOGGING);
        assertThat(mean(faulty, PumpReading::flowLpm)).isLessThan(0.7 * mean(healthy, PumpReading::flowLpm));
        assertThat(mean(faulty, PumpReading::pressureBar)).isGreaterThan(mean(healthy, PumpReading::pressureBar) + 0.5);
    }

    @Test
    void flowFollowsTheSpeedAndAStoppedPumpMovesNothing() {
        ModelledPump pump = new ModelledPump(1, 0);
        pump.advance(0.1, 0.5);
        assertThat(pump.reading().flowLpm()).isCloseTo(62.5, within(3.0));
        pump.advance(0.1, 0);
        assertThat(pump.reading().flowLpm()).isZero();
        assertThat(pump.reading().currentA()).isZero();
    }

    private static List<PumpReading> atFullFault(PumpFault fault) {
        double beginning = fault.ordinal() * PERIOD + FaultSchedule.HEALTHY_SECONDS + FaultSchedule.GROWING_SECONDS;
        ModelledPump pump = new ModelledPump(1, beginning - FaultSchedule.GROWING_SECONDS);
        run(pump, FaultSchedule.GROWING_SECONDS);
        assertThat(pump.severity(fault)).isCloseTo(1, within(1e-6));
        return run(pump, FaultSchedule.STAYING_SECONDS - 10);
    }

    private static List<PumpReading> run(ModelledPump pump, double seconds) {
        List<PumpReading> readings = new ArrayList<>();
        for (int i = 0; i < seconds * 10; i++) {
            pump.advance(0.1, 1);
            readings.add(pump.reading());
        }
        return readings;
    }

    private static double mean(List<PumpReading> readings, ToDoubleFunction<PumpReading> value) {
        return readings.stream().mapToDouble(value).average().orElseThrow();
    }

    private static double deviation(List<PumpReading> readings, ToDoubleFunction<PumpReading> value) {
        double mean = mean(readings, value);
        return Math.sqrt(readings.stream()
                .mapToDouble(each -> Math.pow(value.applyAsDouble(each) - mean, 2))
                .average()
                .orElseThrow());
    }
}
