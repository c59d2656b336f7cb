package io.celltwin.simulator.pump;

/**
 * What the instruments of a pump show at one moment.
 *
 * @param vibration1 acceleration near the drive, root mean square, g
 * @param vibration2 acceleration near the impeller, root mean square, g
 * @param currentA motor current
 * @param pressureBar gauge pressure behind the pump
 * @param bodyCelsius temperature of the motor's body
 * @param fluidCelsius temperature of the liquid
 * @param voltageV supply voltage
 * @param flowLpm volume flow, l/min
 */
public record PumpReading(
        double vibration1,
        double vibration2,
        double currentA,
        double pressureBar,
        double bodyCelsius,
        double fluidCelsius,
        double voltageV,
        double flowLpm) {}
