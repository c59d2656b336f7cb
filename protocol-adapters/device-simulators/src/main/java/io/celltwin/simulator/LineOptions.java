package io.celltwin.simulator;

import io.celltwin.model.ModelCatalog;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * How to run the simulated line.
 *
 * @param stateDirectory keeps the next batch number, the age of the packs and the ports over a restart; made if absent
 * @param modbusPort first of the ports of the Modbus devices, which take consecutive ones; 0: each takes any free one and
 *        keeps it over a restart if it still can
 * @param opcUaPort the same for the OPC-UA machines
 * @param replay directory with recorded data; what is not there is modelled
 * @param speed how many seconds of a battery's time pass in one on the wall
 * @param takt how long a batch stays at the coater, the calender and the formation cabinet; a filler keeps it twice as long
 * @param clock the time on the wall
 * @param models where the devices' Thing Models come from
 * @param seed of all noise and spread; the same seed and clock give the same values
 */
public record LineOptions(
        Path stateDirectory,
        int modbusPort,
        int opcUaPort,
        Optional<Path> replay,
        double speed,
        Duration takt,
        Clock clock,
        ModelCatalog models,
        long seed) {

    /** A battery's hour passes in ten seconds. */
    public static final double USUAL_SPEED = 360;
    /** A batch passes the whole line in less than four minutes. */
    public static final Duration USUAL_TAKT = Duration.ofSeconds(45);

    public LineOptions {
        if (!(speed > 0) || speed > 100_000) {
            throw new IllegalArgumentException("The speed must be above 0 and at most 100000, not " + speed);
        }
        if (takt.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("The takt must be at least one second, not " + takt);
        }
        checkPort(modbusPort);
        checkPort(opcUaPort);
    }

    /** Any free ports, no recorded data, usual speed, the computer's clock, the bundled models. */
    public static LineOptions usual(Path stateDirectory) {
        return new LineOptions(
                stateDirectory,
                0,
                0,
                Optional.empty(),
                USUAL_SPEED,
                USUAL_TAKT,
                Clock.systemUTC(),
                ModelCatalog.bundled(),
                1);
    }

    /** The same with another place for its state. */
    public LineOptions withStateDirectory(Path directory) {
        return new LineOptions(directory, modbusPort, opcUaPort, replay, speed, takt, clock, models, seed);
    }

    /** The same with other ports. */
    public LineOptions withPorts(int firstModbusPort, int firstOpcUaPort) {
        return new LineOptions(
                stateDirectory, firstModbusPort, firstOpcUaPort, replay, speed, takt, clock, models, seed);
    }

    /** The same with recorded data. */
    public LineOptions withReplay(Path directory) {
        return new LineOptions(
                stateDirectory, modbusPort, opcUaPort, Optional.of(directory), speed, takt, clock, models, seed);
    }

    /** The same with another speed of the batteries. */
    public LineOptions withSpeed(double batterySpeed) {
        return new LineOptions(stateDirectory, modbusPort, opcUaPort, replay, batterySpeed, takt, clock, models, seed);
    }

    /** The same with another takt. */
    public LineOptions withTakt(Duration length) {
        return new LineOptions(stateDirectory, modbusPort, opcUaPort, replay, speed, length, clock, models, seed);
    }

    /** The same with another clock. */
    public LineOptions withClock(Clock other) {
        return new LineOptions(stateDirectory, modbusPort, opcUaPort, replay, speed, takt, other, models, seed);
    }

    /** The same with other models. */
    public LineOptions withModels(ModelCatalog catalog) {
        return new LineOptions(stateDirectory, modbusPort, opcUaPort, replay, speed, takt, clock, catalog, seed);
    }

    private static void checkPort(int port) {
        if (port < 0 || port > 65_500) {
            throw new IllegalArgumentException("A first port must be 0 to 65500, not " + port);
        }
    }
}
