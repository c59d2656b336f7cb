package io.celltwin.battery.pack;

import io.celltwin.battery.capacity.CapacityMeasurement;
import io.celltwin.battery.capacity.CapacityMeasurement.Evidence;
import io.celltwin.battery.capacity.CapacitySource;
import io.celltwin.battery.capacity.Discard;
import io.celltwin.battery.capacity.TemperatureCorrection;
import io.celltwin.battery.life.FadeTrend;
import io.celltwin.battery.life.FadeTrendState;
import io.celltwin.battery.life.RemainingLife;
import io.celltwin.state.DamagedStateException;
import io.celltwin.state.NewerStateException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.jboss.logging.Logger;

/** How a battery's health stands in the {@code health} feature of its twin. */
final class HealthFeature {

    /** Name and version of the method, for those who read its results later. */
    static final String METHOD =
            "coulomb counting and charging voltage with standard errors, and Bayesian capacity fade";

    static final String METHOD_VERSION = "2.1.0";

    private static final Logger LOG = Logger.getLogger(HealthFeature.class);
    private static final JsonPointer PROPERTIES = JsonPointer.of("features/health/properties");
    private static final JsonPointer ALARM = JsonPointer.of("features/alarms/properties/active/endOfLife");
    private static final JsonPointer TREND = PROPERTIES.append(JsonPointer.of("fadeTrend"));
    private static final JsonPointer ESTIMATOR = PROPERTIES.append(JsonPointer.of("estimator"));
    private static final JsonPointer OBSTACLE = PROPERTIES.append(JsonPointer.of("notMeasured"));
    private static final JsonPointer SERIAL_NUMBER = PROPERTIES.append(JsonPointer.of("serialNumber"));
    private static final String CHARGE_MEASUREMENT = "chargeMeasurement";
    private static final int DIGITS = 4;
    private static final double LEAST_CYCLES_FOR_PACE = 5;
    private static final double MILLIS_PER_DAY = 86_400_000;

    /** What is said of one battery. */
    private static final List<String> CONCLUDED = List.of(
            "stateOfHealth",
            "stateOfHealthStandardError",
            "capacityAh",
            "capacityStandardErrorAh",
            "pendingCapacityAh",
            "measurement",
            CHARGE_MEASUREMENT,
            "voltageMeasurement",
            "estimator",
            "resistanceOhm",
            "endOfLifeCapacityAh",
            "remainingUsefulLifeCycles",
            "remainingThroughputAh",
            "remainingDays",
            "fadeTrend",
            "earlyLife",
            "serialNumber");

    private HealthFeature() {}

    /**
     * All that is concluded after a measurement.
     *
     * @param measured what was measured last
     * @param record what was concluded from all of them
     * @param nominal capacity, Ah
     * @param endOfLife capacity at which its life ends, Ah
     * @param life remaining life; none is written while too little is known
     * @param counterDoubted whether the battery's counter of cycles was not believed
     * @param hadAlarm whether the twin has the alarm of the end of life
     */
    record Judgement(
            CapacityMeasurement measured,
            FadeTrend trend,
            HealthRecord record,
            double nominal,
            double endOfLife,
            Optional<RemainingLife> life,
            boolean counterDoubted,
            boolean hadAlarm,
            Instant at) {}

    /** @return thing-shaped merge patch */
    static JsonObject patch(Judgement judgement) {
        JsonObjectBuilder properties = JsonObject.newBuilder();
        judgement
                .record()
                .estimate()
                .ifPresent(estimate -> properties
                        .set("stateOfHealth", rounded(100 * estimate.capacity() / judgement.nominal(), 2))
                        .set(
                                "stateOfHealthStandardError",
                                rounded(100 * estimate.standardError() / judgement.nominal(), 2))
                        .set("capacityAh", rounded(estimate.capacity(), DIGITS))
                        .set("capacityStandardErrorAh", rounded(estimate.standardError(), DIGITS)));
        EstimatorState estimator = judgement.record().estimator();
        properties
                .set("estimator", JsonObject.of(EstimatorState.CODEC.write(estimator)))
                .set(measurementName(judgement.measured().source()), measurement(judgement.measured()))
                .set(
                        "pendingCapacityAh",
                        judgement
                                .record()
                                .pending()
                                .<JsonValue>map(pending -> JsonValue.of(pending.capacityAh()))
                                .orElseGet(JsonFactory::nullLiteral))
                .set("notices", notices(judgement))
                .set("rejectedDischarges", rejected(judgement.record()))
                .set("endOfLifeCapacityAh", rounded(judgement.endOfLife(), DIGITS))
                .set(
                        "remainingUsefulLifeCycles",
                        judgement.life().map(HealthFeature::life).orElseGet(JsonFactory::nullLiteral))
                .set("remainingThroughputAh", otherwise(judgement, throughputPerCycle(judgement)))
                .set("remainingDays", otherwise(judgement, daysPerCycle(judgement)))
                .set("fadeTrend", json(judgement.trend()))
                .set(
                        "serialNumber",
                        judgement
                                .record()
                                .serialNumber()
                                .<JsonValue>map(JsonValue::of)
                                .orElseGet(JsonFactory::nullLiteral))
                .set("observedAt", judgement.at().toString())
                .set("model", METHOD)
                .set("modelVersion", METHOD_VERSION);
        judgement
                .measured()
                .resistance()
                .ifPresent(ohm -> properties.set(
                        "resistanceOhm",
                        rounded(
                                TemperatureCorrection.resistance(
                                        ohm, judgement.measured().evidence().temperature()),
                                5)));
        JsonObjectBuilder patch = JsonObject.newBuilder().set(PROPERTIES, properties.build());
        if (judgement.record().endOfLifeSince().isPresent()) {
            patch.set(ALARM, alarm(judgement));
        } else if (judgement.hadAlarm()) {
            patch.set(ALARM, JsonFactory.nullLiteral());
        }
        return patch.build();
    }

    /** @return thing-shaped merge patch that takes back all that was concluded of a battery that was here before */
    static JsonObject exchanged(HealthRecord former, HealthRecord record) {
        JsonObjectBuilder properties = JsonObject.newBuilder();
        CONCLUDED.forEach(name -> properties.set(name, JsonFactory.nullLiteral()));
        properties
                .set("rejectedDischarges", rejected(record))
                .set(
                        "notices",
                        JsonArray.of(JsonValue.of("The battery was exchanged: its serial number was %s and is %s"
                                .formatted(
                                        former.serialNumber().orElse("not known"),
                                        record.serialNumber().orElse("not known")))));
        JsonObjectBuilder patch = JsonObject.newBuilder().set(PROPERTIES, properties.build());
        if (former.endOfLifeSince().isPresent()) {
            patch.set(ALARM, JsonFactory.nullLiteral());
        }
        return patch.build();
    }

    /** The serial number of the battery that the twin's figures are about. */
    static Optional<String> serialNumber(JsonObject thing) {
        return thing.getValue(SERIAL_NUMBER).filter(JsonValue::isString).map(JsonValue::asString);
    }

    private static JsonObject alarm(Judgement judgement) {
        double capacity = judgement.record().estimate().orElseThrow().capacity();
        return JsonObject.newBuilder()
                .set("severity", "warning")
                .set("since", judgement.record().endOfLifeSince().orElseThrow().toString())
                .set(
                        "message",
                        String.format(
                                Locale.ROOT,
                                "The battery is beyond its end of life: its capacity is %.1f %% of the nominal one",
                                100 * capacity / judgement.nominal()))
                .set("value", rounded(capacity, DIGITS))
                .set("limit", rounded(judgement.endOfLife(), DIGITS))
                .set("state", "active")
                .build();
    }

    /** Since when the twin has the alarm of the end of life. */
    static Optional<Instant> endOfLifeAlarm(JsonObject thing) {
        try {
            return thing.getValue(ALARM.append(JsonPointer.of("since")))
                    .filter(JsonValue::isString)
                    .map(since -> Instant.parse(since.asString()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** @return thing-shaped merge patch that tells of discharges that were not taken */
    static JsonObject rejections(HealthRecord record) {
        return JsonObject.newBuilder()
                .set(
                        PROPERTIES,
                        JsonObject.newBuilder()
                                .set("rejectedDischarges", rejected(record))
                                .build())
                .build();
    }

    /**
     * Reads the trend back.
     *
     * @param thing the whole thing
     * @return its trend; an empty one if it has none, or one that makes no sense
     * @throws NewerStateException if a newer program wrote the trend, which must not be overwritten
     */
    static FadeTrend trend(String thingId, JsonObject thing) {
        try {
            return thing.getValue(TREND)
                    .filter(trend -> !trend.isNull())
                    .map(trend -> FadeTrendState.CODEC.read(trend.toString()).trend())
                    .orElse(FadeTrend.EMPTY);
        } catch (DamagedStateException e) {
            LOG.warnf("%s: %s", thingId, e.getMessage());
            return FadeTrend.EMPTY;
        }
    }

    /** Reads the capacity back with its errors; from its figures alone if a former program wrote them. */
    static Optional<EstimatorState> estimator(String thingId, JsonObject thing, double cycle) {
        try {
            Optional<JsonValue> kept = thing.getValue(ESTIMATOR).filter(state -> !state.isNull());
            if (kept.isPresent()) {
                return Optional.of(EstimatorState.CODEC.read(kept.get().toString()));
            }
        } catch (DamagedStateException e) {
            LOG.warnf("%s: %s", thingId, e.getMessage());
        }
        OptionalDouble capacity = number(thing, "capacityAh");
        OptionalDouble error = number(thing, "capacityStandardErrorAh");
        return capacity.orElse(0) > 0 && error.orElse(0) > 0
                ? Optional.of(new EstimatorState(
                        CapacityEstimate.of(capacity.getAsDouble(), error.getAsDouble(), cycle, capacity.getAsDouble()),
                        Optional.empty(),
                        OptionalInt.empty(),
                        OptionalDouble.empty()))
                : Optional.empty();
    }

    /** @return thing-shaped merge patch that tells how sure the capacity still is after time without a measurement */
    static JsonObject aged(double standardError, double nominal) {
        return JsonObject.newBuilder()
                .set(
                        PROPERTIES,
                        JsonObject.newBuilder()
                                .set("stateOfHealthStandardError", rounded(100 * standardError / nominal, 2))
                                .set("capacityStandardErrorAh", rounded(standardError, DIGITS))
                                .build())
                .build();
    }

    /** Says why nothing is measured, or that nothing is in the way any more. */
    static JsonObject obstacle(Optional<String> reason) {
        return JsonObject.newBuilder()
                .set(
                        OBSTACLE,
                        reason.<JsonValue>map(why -> JsonValue.of("The battery is not measured because " + why))
                                .orElseGet(JsonFactory::nullLiteral))
                .build();
    }

    /** Whether the twin says that nothing is measured. */
    static boolean hasObstacle(JsonObject thing) {
        return thing.getValue(OBSTACLE).filter(JsonValue::isString).isPresent();
    }

    private static OptionalDouble number(JsonObject thing, String name) {
        return thing.getValue(PROPERTIES.append(JsonPointer.of(name)))
                .filter(JsonValue::isNumber)
                .map(value -> OptionalDouble.of(value.asDouble()))
                .orElseGet(OptionalDouble::empty);
    }

    private static JsonObject json(FadeTrend trend) {
        return JsonObject.of(FadeTrendState.CODEC.write(FadeTrendState.of(trend)));
    }

    private static String measurementName(CapacitySource source) {
        return source == CapacitySource.VOLTAGE_WINDOW
                ? "voltageMeasurement"
                : source.charging() ? CHARGE_MEASUREMENT : "measurement";
    }

    /** With the measurement by states of charge of an earlier patch of the same charge. */
    static JsonObject together(JsonObject earlier, JsonObject later) {
        JsonPointer pointer = PROPERTIES.append(JsonPointer.of(CHARGE_MEASUREMENT));
        return earlier.getValue(pointer)
                .map(measured -> later.setValue(pointer, measured))
                .orElse(later);
    }

    private static JsonObject measurement(CapacityMeasurement discharge) {
        Evidence evidence = discharge.evidence();
        JsonObjectBuilder json = JsonObject.newBuilder()
                .set("capacityAh", rounded(discharge.capacity(), DIGITS))
                .set("standardErrorAh", rounded(discharge.standardError(), DIGITS))
                .set("chargeAh", rounded(evidence.charge(), DIGITS))
                .set("share", rounded(evidence.share(), DIGITS))
                .set("kind", discharge.source().text())
                .set("window", evidence.window())
                .set("source", evidence.counted() ? "charge counters" : "current")
                .set("durationSeconds", rounded(evidence.seconds(), 1))
                .set("samples", evidence.samples())
                .set("longestGapSeconds", rounded(evidence.longestGap(), 1))
                .set("meanCurrent", rounded(evidence.meanCurrent(), 3))
                .set("currentOffset", rounded(evidence.offset(), DIGITS))
                .set("ignoredSamples", evidence.ignored())
                .set("temperature", optional(evidence.temperature(), 1))
                .set("cellSpreadCharged", optional(evidence.spreadCharged(), 3))
                .set("cellSpreadEmpty", optional(evidence.spreadEmpty(), 3));
        evidence.weakestCell().ifPresent(cell -> json.set("weakestCell", cell));
        return json.build();
    }

    private static JsonValue optional(OptionalDouble value, int digits) {
        return value.isPresent() ? JsonValue.of(rounded(value.getAsDouble(), digits)) : JsonFactory.nullLiteral();
    }

    private static JsonArray notices(Judgement judgement) {
        List<String> notices = new ArrayList<>();
        Evidence evidence = judgement.measured().evidence();
        if (judgement.counterDoubted()) {
            notices.add("The battery's counter of cycles leapt, fell or is not there; cycles are counted on from %.0f"
                    .formatted(judgement.record().counter().cycle()));
        }
        judgement
                .record()
                .pending()
                .ifPresent(pending -> notices.add(String.format(
                        Locale.ROOT,
                        "The newest capacity of %.3f Ah is far from the battery's trend and waits for the next one",
                        pending.capacityAh())));
        if (judgement.record().replacedAt().isPresent()) {
            notices.add(String.format(
                    Locale.ROOT,
                    "The capacity rose as no battery's does: since cycle %.0f it is taken for another battery, "
                            + "and its remaining life is forecast from what was measured since then",
                    judgement.record().replacedAt().getAsDouble()));
        }
        if (judgement.measured().source().toEmpty() && evidence.temperature().isEmpty()) {
            notices.add("No temperature of a cell was told that it can have while it is discharged, in °C: "
                    + "the capacity was not brought to 25 °C");
        }
        if (evidence.offset() != 0) {
            notices.add(String.format(
                    Locale.ROOT,
                    "The current sensor shows %.3f A at rest, for which the charge was corrected",
                    evidence.offset()));
        }
        if (evidence.ignored() > 0) {
            notices.add("%d samples of single sensors were not believed".formatted(evidence.ignored()));
        }
        return notices.stream().map(JsonValue::of).collect(JsonCollectors.valuesToArray());
    }

    private static JsonObject rejected(HealthRecord record) {
        return JsonObject.newBuilder()
                .set("count", record.rejected())
                .set(
                        "last",
                        record.rejections().stream()
                                .map(HealthFeature::rejected)
                                .collect(JsonCollectors.valuesToArray()))
                .build();
    }

    private static JsonValue rejected(HealthRecord.Rejected rejected) {
        return JsonObject.newBuilder()
                .set("at", rejected.at().toString())
                .set("reason", rejected.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .set(
                        "message",
                        (rejected.reason() == Discard.UNCONFIRMED ? "A capacity" : "A discharge")
                                + " was not taken because " + rejected.reason().sentence())
                .set("chargeAh", rejected.chargeAh())
                .build();
    }

    /** The remaining life in another measure; absent while one of them is not known. */
    private static JsonValue otherwise(Judgement judgement, OptionalDouble perCycle) {
        if (judgement.life().isEmpty() || perCycle.isEmpty()) {
            return JsonFactory.nullLiteral();
        }
        RemainingLife life = judgement.life().get();
        return JsonObject.newBuilder()
                .set("median", rounded(life.median() * perCycle.getAsDouble(), 1))
                .set("p05", rounded(life.p05() * perCycle.getAsDouble(), 1))
                .set("p95", rounded(life.p95() * perCycle.getAsDouble(), 1))
                .build();
    }

    /** Charge of a mean cycle from now to the end of life; Ah. */
    private static OptionalDouble throughputPerCycle(Judgement judgement) {
        return judgement
                .record()
                .estimate()
                .map(estimate -> OptionalDouble.of(
                        (estimate.capacity() + Math.min(estimate.capacity(), judgement.endOfLife())) / 2))
                .orElseGet(OptionalDouble::empty);
    }

    /** How long a cycle takes, used as it was since the battery is watched; days. */
    private static OptionalDouble daysPerCycle(Judgement judgement) {
        HealthRecord.Pace pace = judgement.record().pace().orElseThrow();
        double cycles = judgement.record().counter().cycle() - pace.cycle();
        double days = Duration.between(pace.since(), judgement.at()).toMillis() / MILLIS_PER_DAY;
        return cycles >= LEAST_CYCLES_FOR_PACE && days > 0 ? OptionalDouble.of(days / cycles) : OptionalDouble.empty();
    }

    private static JsonValue life(RemainingLife life) {
        return JsonObject.newBuilder()
                .set("median", rounded(life.median(), 1))
                .set("p05", rounded(life.p05(), 1))
                .set("p95", rounded(life.p95(), 1))
                .set("p25", rounded(life.p25(), 1))
                .set("p75", rounded(life.p75(), 1))
                .set("familiar", life.familiar())
                .build();
    }

    static double rounded(double value, int digits) {
        double scale = Math.pow(10, digits);
        return Math.round(value * scale) / scale;
    }
}
