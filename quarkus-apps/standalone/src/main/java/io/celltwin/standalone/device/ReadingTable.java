package io.celltwin.standalone.device;

import io.celltwin.adapter.driver.Reading;
import io.celltwin.model.ModelProperty;
import io.celltwin.model.Unit;
import io.celltwin.model.schema.DataSchema;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Readings for people. */
public final class ReadingTable {
    private static final int LONGEST_VALUE = 40;

    private ReadingTable() {}

    /**
     * @param readings what a device gave
     * @return one line for each property: where it is in the twin, its value, its unit and whether it is good
     */
    public static String of(List<Reading> readings) {
        TextTable table = new TextTable("PROPERTY", "VALUE", "UNIT", "QUALITY");
        for (Reading reading : readings) {
            ModelProperty property = reading.property();
            table.row(
                    property.feature().map(feature -> feature + "/").orElse("") + property.name(),
                    value(reading.value()),
                    property.unit().equals(Unit.NONE) ? "" : property.unit().symbol(),
                    problem(reading).orElse("good"));
        }
        return table.toString();
    }

    /**
     * @param reading a reading
     * @return why it is not good, or does not fit the model; empty if it is good
     */
    public static Optional<String> problem(Reading reading) {
        return reading.badReason()
                .or(() -> DataSchema.of(reading.property().schema()).problem(reading.value()));
    }

    private static String value(Object value) {
        if (value == null) {
            return "-";
        }
        String text = value instanceof Double number && Double.isFinite(number)
                ? BigDecimal.valueOf(number).toPlainString()
                : String.valueOf(value).replaceAll("\\p{Cntrl}", "?");
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE - 3) + "...";
    }
}
