package io.celltwin.maintenance.alarm;

import java.util.Map;

/** What to do about a machine, by the kind of quantity that drives its anomaly. */
public final class Advice {

    private static final String OTHERWISE =
            "Compare the values named with those of another machine of the kind, and check their sensors";

    private static final Map<String, String> BY_UNIT = Map.ofEntries(
            Map.entry(
                    "G",
                    "Listen to the bearing, check lubrication, alignment and fastening; look for cavitation at a pump"),
            Map.entry(
                    "MilliM-PER-SEC",
                    "Listen to the bearing, check lubrication, alignment and fastening; look for cavitation at a pump"),
            Map.entry("A", "Check what the drive has to move: friction, blockage, load; then the motor's connections"),
            Map.entry("N-M", "Check what the drive has to move: friction, blockage, load"),
            Map.entry("BAR", "Look for a blockage, a leak or air in the line; check filter and viscosity"),
            Map.entry("L-PER-MIN", "Look for a blockage, a leak or a valve that is not fully open; check the filter"),
            Map.entry("DEG_C", "Check cooling and lubrication, and whether the surroundings got warmer"),
            Map.entry("V", "Check the supply and its connections"),
            Map.entry("REV-PER-MIN", "Check the drive, its belt or coupling, and whether something slows it down"));

    private Advice() {}

    /**
     * @param unit local name of the QUDT unit of the strongest driver
     * @return a sentence without its stop
     */
    public static String forUnit(String unit) {
        return BY_UNIT.getOrDefault(unit, OTHERWISE);
    }
}
