package io.celltwin.adapter.opcua.browse;

import java.util.Map;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.types.structured.EUInformation;

/**
 * The QUDT names of engineering units. OPC-UA names a unit by the characters of its UNECE Recommendation 20 common code, read as a
 * number in base 256 (OPC 10000-8, 5.6.3).
 */
final class QudtUnits {

    private static final Map<String, String> BY_COMMON_CODE = Map.ofEntries(
            Map.entry("CEL", "DEG_C"),
            Map.entry("KEL", "K"),
            Map.entry("VLT", "V"),
            Map.entry("2Z", "MilliV"),
            Map.entry("AMP", "A"),
            Map.entry("4K", "MilliA"),
            Map.entry("AMH", "A-HR"),
            Map.entry("WTT", "W"),
            Map.entry("KWT", "KiloW"),
            Map.entry("KWH", "KiloW-HR"),
            Map.entry("WHR", "W-HR"),
            Map.entry("OHM", "OHM"),
            Map.entry("E45", "MilliOHM"),
            Map.entry("HTZ", "HZ"),
            Map.entry("P1", "PERCENT"),
            Map.entry("59", "PPM"),
            Map.entry("MTR", "M"),
            Map.entry("MMT", "MilliM"),
            Map.entry("4H", "MicroM"),
            Map.entry("MTS", "M-PER-SEC"),
            Map.entry("2X", "M-PER-MIN"),
            Map.entry("KGM", "KiloGM"),
            Map.entry("GRM", "GM"),
            Map.entry("GM", "GM-PER-M2"),
            Map.entry("NEW", "N"),
            Map.entry("B47", "KiloN"),
            Map.entry("PAL", "PA"),
            Map.entry("KPA", "KiloPA"),
            Map.entry("BAR", "BAR"),
            Map.entry("MBR", "MilliBAR"),
            Map.entry("SEC", "SEC"),
            Map.entry("C26", "MilliSEC"),
            Map.entry("MIN", "MIN"),
            Map.entry("HUR", "HR"),
            Map.entry("RPM", "REV-PER-MIN"),
            Map.entry("LTR", "L"),
            Map.entry("MLT", "MilliL"),
            Map.entry("C62", "UNITLESS"));

    private QudtUnits() {}

    /**
     * @param unit a unit as a server tells it
     * @return its name in QUDT; empty if it is not in the table
     */
    static Optional<String> of(EUInformation unit) {
        StringBuilder code = new StringBuilder();
        for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            int character = unit.getUnitId() >> shift & 0xFF;
            if (character != 0) {
                code.append((char) character);
            }
        }
        return Optional.ofNullable(BY_COMMON_CODE.get(code.toString()));
    }
}
