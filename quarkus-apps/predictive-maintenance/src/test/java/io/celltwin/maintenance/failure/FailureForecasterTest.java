package io.celltwin.maintenance.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.maintenance.failure.FailureForecaster.Forecast;
import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ModelProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A calender whose bearing wears: vibration 2 mm/s, its limit 7.1. */
class FailureForecasterTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<ModelProperty> indicators =
            ModelCatalog.bundled().get("calender-1.0.0").propertiesOfType("cell:ConditionIndicator");
    private final Random chance = new Random(1);
    private FailureForecaster forecaster =
            new FailureForecaster(indicators, FailureForecaster.State.begin(indicators.size()));

    @Test
    void wearOverDaysIsSeenAheadWithItsTimeAndItsLimit() {
        run(Duration.ofDays(4), 0.5 / 86_400);

        Forecast forecast = forecaster.forecast().orElseThrow();
        assertThat(forecast.indicator().name()).isEqualTo("bearingVibration");
        assertThat(forecast.limit().id()).isEqualTo("bearingVibrationHigh");
        // 5.1 mm/s at half a one a day.
        Instant truth = START.plus(Duration.ofHours(245));
        assertThat(forecast.median()).isBetween(truth.minus(Duration.ofHours(12)), truth.plus(Duration.ofHours(12)));
        assertThat(forecast.p05()).isBefore(truth);
        assertThat(forecast.p95()).isAfter(truth);
        assertThat(forecast.probability()).isGreaterThan(0.5);
    }

    @Test
    void aHealthyMachineHasNoExpectedFailure() {
        run(Duration.ofDays(4), 0);

        assertThat(forecaster.forecast()).isEmpty();
    }

    @Test
    void whatIsBeyondItsLimitAlreadyIsNoForecast() {
        run(Duration.ofDays(4), 3.0 / 86_400);

        assertThat(forecaster
                        .forecast()
                        .filter(forecast -> forecast.indicator().name().equals("bearingVibration")))
                .isEmpty();
    }

    @Test
    void aForecasterGoesOnElsewhere() {
        run(Duration.ofDays(2), 0.5 / 86_400);
        Optional<Forecast> here = forecaster.forecast();
        forecaster = new FailureForecaster(indicators, forecaster.state());

        assertThat(forecaster.forecast()).isEqualTo(here);
    }

    private void run(Duration time, double wearPerSecond) {
        for (int second = 0; second < time.toSeconds(); second += 30) {
            double[] values = new double[indicators.size()];
            for (int k = 0; k < values.length; k++) {
                values[k] = 50 + chance.nextGaussian();
                if (indicators.get(k).name().equals("bearingVibration")) {
                    values[k] = 2 + 0.1 * chance.nextGaussian() + wearPerSecond * second;
                }
            }
            forecaster.add(START.plusSeconds(second), values);
        }
    }
}
