package io.celltwin.lifecycle.passport;

import io.celltwin.lifecycle.state.LifecycleState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether a battery is original, repurposed, re-used, remanufactured or waste. */
final class PassportStatus {
    private static final String DECLARED = "/features/" + PassportSources.DECLARATION + "/properties/";
    /** Where people may say it, in any of the models' words. */
    private static final List<String> PLACES = List.of(
            TwinReading.PASSPORT + "status",
            DECLARED + "sustainability/status",
            DECLARED + BatteryPassSources.DECLARED_ASPECTS + "/GeneralProductInformation"
                    + BatteryPassSources.BATTERY_STATUS);

    private PassportStatus() {}

    /** Whether a second life is another use or the same, only people can say. That it is the first one the records do. */
    static Optional<String> of(TwinReading twin, RecordedLife life) {
        Optional<String> said = PLACES.stream()
                .flatMap(place -> twin.value(place).stream())
                .map(status -> status.asText().toLowerCase(Locale.ROOT))
                .map(status -> status.equals("reused") ? "re-used" : status)
                .findFirst();
        if (life.state().isEmpty()) {
            return said;
        }
        LifecycleState state = life.state().get();
        if (state.isGone()) {
            return Optional.of("waste");
        }
        return state == LifecycleState.SECOND_LIFE
                ? said.filter(status -> !status.equals("original"))
                : said.or(() -> Optional.of("original"));
    }
}
