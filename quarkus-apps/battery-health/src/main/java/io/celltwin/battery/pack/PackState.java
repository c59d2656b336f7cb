package io.celltwin.battery.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.celltwin.battery.capacity.MeterState;
import io.celltwin.battery.early.EarlyLife;
import io.celltwin.battery.life.FadeTrendState;
import io.celltwin.battery.safety.SafetyState;
import io.celltwin.state.StateCodec;
import io.celltwin.twin.values.KnownValuesState;
import java.util.List;

/**
 * Everything that a replica needs to go on with a battery that another one followed.
 *
 * @param known what is known of its values
 * @param meter where the measuring stands
 * @param trend how its capacity fell so far
 * @param record what was concluded from it so far
 * @param early what is known of its early life
 * @param safety where the watching of its safety stands
 */
public record PackState(
        KnownValuesState known,
        MeterState meter,
        FadeTrendState trend,
        HealthRecord record,
        EarlyLife early,
        SafetyState safety) {

    /** Reads and writes it, with all its versions. */
    public static final StateCodec<PackState> CODEC = StateCodec.of(
                    "What is remembered of the battery", PackState.class, "The battery is followed anew from its twin")
            .version()
            .version(PackState::withErrors)
            .version(PackState::withSources)
            .version(PackState::withSteps)
            .version()
            .version(PackState::withEarlyLife)
            .version(PackState::withFullCycle)
            .build();

    /** When the last full discharge was, was not kept before: it is taken to be the last measurement. */
    private static JsonNode withFullCycle(JsonNode former) {
        ObjectNode pack = former.deepCopy();
        if (pack.path("record").path("estimate") instanceof ObjectNode estimate) {
            CapacityEstimate.withFullCycle(estimate);
        }
        return pack;
    }

    /** Early life was not looked at before. */
    private static JsonNode withEarlyLife(JsonNode former) {
        ObjectNode pack = former.deepCopy();
        ObjectNode early = pack.putObject("early");
        early.putArray("first");
        early.putArray("latest");
        early.put("judged", 0);
        return pack;
    }

    /**
     * Noise, a clock that stands and steps of the voltage at rest were not looked at before; a charge was taken for complete by its last
     * current alone.
     */
    private static JsonNode withSteps(JsonNode former) {
        ObjectNode pack = former.deepCopy();
        ObjectNode meter = (ObjectNode) pack.get("meter");
        meter.putObject("clock")
                .put("samples", 1)
                .put("usual", 1.0)
                .put("charge", 0.0)
                .put("since", 0);
        ObjectNode core = (ObjectNode) meter.get("core");
        JsonNode last = core.remove("lastChargingCurrent");
        boolean charged = last != null && last.isNumber();
        core.putObject("lastCharge")
                .put("current", charged ? last.doubleValue() : 0)
                .put("from", charged ? last.doubleValue() : Double.MAX_VALUE)
                .put("charge", 0.0);
        boolean stepped = false;
        if (core.get("measurement") instanceof ObjectNode measurement) {
            stepped = measurement.remove("step").get("found").booleanValue();
        }
        core.putObject("voltageStep")
                .put("samples", 0)
                .put("usual", 0.0)
                .put("pace", 0.0)
                .put("since", 0.0)
                .put("found", stepped)
                .put("shift", 0.0);
        for (String counted : List.of("measurement", "charging", "refill")) {
            if (core.path(counted).get("charge") instanceof ObjectNode tally) {
                tally.put("noise", 0.0).put("swing", 0.0);
            }
        }
        return pack;
    }

    /** Measurements had no sources before: a discharge under way is measured from the next full charge on. */
    private static JsonNode withSources(JsonNode former) {
        ObjectNode pack = former.deepCopy();
        ObjectNode core = pack.putObject("meter").putObject("core");
        core.putObject("stateOfCharge")
                .put("moved", 0.0)
                .put("times", 0)
                .put("trusted", true)
                .put("flowed", 0.0)
                .put("paced", true);
        core.putObject("resistance");
        core.putObject("fall").put("charge", 0.0).put("reported", false);
        ((ObjectNode) pack.path("meter")).put("late", 0).put("absurd", 0).putArray("waiting");
        ObjectNode record = (ObjectNode) pack.path("record");
        record.remove("pending");
        if (record.path("estimate") instanceof ObjectNode estimate) {
            double capacity = estimate.path("capacity").doubleValue();
            CapacityEstimate known = CapacityEstimate.of(
                    capacity,
                    estimate.path("standardError").doubleValue(),
                    estimate.path("cycle").doubleValue(),
                    capacity);
            estimate.removeAll();
            ArrayNode mean = estimate.putArray("mean");
            known.mean().forEach(mean::add);
            ArrayNode covariance = estimate.putArray("covariance");
            known.covariance().forEach(covariance::add);
            estimate.put("cycle", known.cycle()).put("measurements", known.measurements());
        }
        return pack;
    }

    /** A discharge under way had no error before: it is measured from the next full charge on. */
    private static JsonNode withErrors(JsonNode former) {
        ObjectNode pack = former.deepCopy();
        ObjectNode meter = pack.putObject("meter");
        ObjectNode core = meter.putObject("core");
        core.putObject("stateOfCharge").put("moved", 0.0).put("times", 0).put("trusted", true);
        core.putObject("resistance");
        core.putObject("fall").put("charge", 0.0).put("reported", false);
        meter.putArray("waiting");
        meter.put("late", 0).put("absurd", 0);
        JsonNode trend = FadeTrendState.withErrors(former.path("trend"));
        pack.set("trend", trend);
        JsonNode cycles = trend.path("cycles");
        ObjectNode record = pack.putObject("record");
        record.putObject("counter")
                .put(
                        "cycle",
                        cycles.isEmpty() ? 0.0 : cycles.get(cycles.size() - 1).doubleValue());
        record.put("rejected", 0L);
        record.putArray("rejections");
        ObjectNode safety = pack.putObject("safety");
        safety.putArray("history");
        safety.putObject("drift").put("referenceTime", 0.0).putArray("reference");
        safety.putArray("resistances");
        safety.put("slope", 0.0);
        safety.putArray("standing");
        return pack;
    }
}
