package io.celltwin.simulator.pump;

import java.util.SplittableRandom;

/**
 * A centrifugal pump at a small circuit: affinity laws (flow with the speed, pressure with its square, power with its
 * cube), a body that is warmed by losses, instruments with noise, and faults that grow.
 *
 * <p>The levels at nominal speed are those of the pump test bed whose recordings can be played instead, so that ranges and
 * limits fit both.
 */
public final class ModelledPump implements PumpLife {

    private static final double VIBRATION_1 = 0.213;
    private static final double VIBRATION_2 = 0.268;
    private static final double IDLE_AMPERES = 0.6;
    private static final double LOAD_AMPERES = 1.8;
    private static final double PRESSURE_BAR = 0.11;
    private static final double FLOW_LPM = 125;
    private static final double VOLTS = 230;
    private static final double AMBIENT_CELSIUS = 24;
    private static final double BODY_KELVIN = 65.5;
    private static final double FLUID_KELVIN = 4.5;
    private static final double BODY_SECONDS = 180;
    private static final double FLUID_SECONDS = 420;
    /** Below this part of the nominal speed a centrifugal pump moves nothing. */
    private static final double LEAST_SPEED = 0.05;

    private final SplittableRandom random;
    private final FaultSchedule faults;
    private double seconds;
    private double bodyKelvin = BODY_KELVIN;
    private double fluidKelvin = FLUID_KELVIN;
    private PumpReading reading;

    /**
     * @param seed of the noise
     * @param scheduleOffset how far into the schedule of faults it starts, s; below 0: for so long it is healthy before
     */
    public ModelledPump(long seed, double scheduleOffset) {
        this.random = new SplittableRandom(seed);
        this.faults = new FaultSchedule(scheduleOffset);
        advance(0, 1);
    }

    @Override
    public void advance(double passed, double speed) {
        seconds += passed;
        double n = speed < LEAST_SPEED ? 0 : speed;
        double cavitation = severity(PumpFault.CAVITATION);
        double wear = severity(PumpFault.BEARING_WEAR);
        double clogging = severity(PumpFault.CLOGGING);

        double flowPart = n * (1 - 0.22 * cavitation) * (1 - 0.45 * clogging);
        double load = n * n * (1 - 0.2 * cavitation) * (0.3 * n + 0.7 * flowPart);
        double friction = n * 0.5 * wear;
        double losses = n == 0 ? 0 : (IDLE_AMPERES + LOAD_AMPERES * load + friction) / (IDLE_AMPERES + LOAD_AMPERES);
        bodyKelvin = approach(bodyKelvin, BODY_KELVIN * losses + 9 * wear, passed / BODY_SECONDS);
        fluidKelvin = approach(fluidKelvin, FLUID_KELVIN * losses + 3 * clogging, passed / FLUID_SECONDS);

        double roughness = n * n * (1 + 0.9 * cavitation + Math.expm1(1.6 * wear));
        reading = new PumpReading(
                noisy(VIBRATION_1 * roughness, 0.005 * n * (1 + 4 * cavitation)),
                noisy(VIBRATION_2 * n * n * (1 + 1.3 * cavitation + 0.4 * wear), 0.004 * n * (1 + 5 * cavitation)),
                n == 0 ? 0 : Math.max(0, noisy(IDLE_AMPERES + LOAD_AMPERES * load + friction, 0.12)),
                noisy(
                        PRESSURE_BAR * n * n * (1 - 0.8 * cavitation) + 0.9 * clogging * n * n,
                        0.05 * (1 + 2 * cavitation)),
                noisy(AMBIENT_CELSIUS + bodyKelvin, 0.15),
                noisy(AMBIENT_CELSIUS + fluidKelvin, 0.02),
                noisy(VOLTS, 1.5),
                Math.max(0, noisy(FLOW_LPM * flowPart, n * (0.6 + 5 * cavitation))));
    }

    @Override
    public PumpReading reading() {
        return reading;
    }

    @Override
    public String dataSource() {
        return "physical model: centrifugal pump with cavitation, bearing wear and clogging in turn";
    }

    /** How bad a fault is now: 0 healthy to 1 fully there. */
    double severity(PumpFault fault) {
        return faults.severity(fault, seconds);
    }

    private double noisy(double value, double deviation) {
        return value + deviation * random.nextGaussian();
    }

    private static double approach(double value, double target, double timeConstants) {
        return target + (value - target) * Math.exp(-timeConstants);
    }
}
