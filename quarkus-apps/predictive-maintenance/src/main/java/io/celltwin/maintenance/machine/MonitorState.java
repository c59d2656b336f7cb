package io.celltwin.maintenance.machine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.celltwin.maintenance.alarm.AnomalyAlarm;
import io.celltwin.maintenance.alarm.ConditionSwitch;
import io.celltwin.maintenance.condition.ConditionJudge;
import io.celltwin.maintenance.condition.Learner;
import io.celltwin.maintenance.failure.FailureForecaster;
import io.celltwin.state.StateCodec;
import io.celltwin.twin.values.KnownValuesState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that a replica needs to go on with a machine that another one followed.
 *
 * @param sampler where the making of samples stands
 * @param settings what is set, coarsely
 * @param judgedRegime key of the regime of the last sample
 * @param learners where learning stands, by regime
 * @param regimes what was learnt
 * @param judge where judging stands, in the regime that runs
 * @param phase what follows from how the machine ran
 * @param condition where the decision stands
 * @param alarm where the alarm stands
 * @param told what the twin shows
 * @param forecaster where the forecast of failures stands
 * @param forecastTold whether the twin shows a forecast
 */
record MonitorState(
        Sampler sampler,
        Map<String, String> settings,
        String judgedRegime,
        List<Learning> learners,
        StoredModel.Regimes regimes,
        Optional<ConditionJudge.JudgeState> judge,
        RunningPhase.State phase,
        ConditionSwitch.State condition,
        AnomalyAlarm.State alarm,
        ToldCondition.State told,
        FailureForecaster.State forecaster,
        boolean forecastTold) {

    /** Before, a machine was judged by another method: what was learnt by it is of no use, what is known of the machine is. */
    static final StateCodec<MonitorState> CODEC = StateCodec.of(
                    "What is remembered of the machine",
                    MonitorState.class,
                    "The machine is followed anew from its twin")
            .version()
            .version(MonitorState::ofFormerMethod)
            // Since then a chart may be settling, and a learner go on beside its model.
            .version()
            .build();

    /**
     * Where a {@link RowSampler} stands.
     *
     * @param known what is known of the machine's values
     * @param lastRow when the last sample was made
     */
    record Sampler(KnownValuesState known, Optional<Instant> lastRow) {}

    /**
     * Where the learning of one regime stands.
     *
     * @param key of the regime
     * @param learner where its learner stands
     */
    record Learning(String key, Learner.State learner) {}

    MonitorState {
        settings = Map.copyOf(settings);
        learners = List.copyOf(learners);
    }

    private static JsonNode ofFormerMethod(JsonNode former) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        ObjectNode state = json.objectNode();
        state.set("sampler", former.get("sampler"));
        state.set("settings", json.objectNode());
        state.put("judgedRegime", "");
        state.set("learners", json.arrayNode());
        state.set("regimes", json.objectNode().set("regimes", json.arrayNode()));
        state.set("phase", json.objectNode().put("settling", false).put("calm", 0));
        ObjectNode condition = json.objectNode();
        condition.put("anomalous", former.path("condition").path("anomalous").asBoolean());
        condition.put("evidence", 0.0).put("calm", 0);
        state.set("condition", condition);
        ObjectNode alarm = json.objectNode();
        alarm.put("severity", "WARNING")
                .put("before", 0.0)
                .put("toldValue", 0.0)
                .put("toldAt", "1970-01-01T00:00:00Z");
        alarm.put("toldState", "").put("acknowledged", false);
        alarm.set("raised", json.arrayNode());
        if (condition.get("anomalous").booleanValue()) {
            alarm.put("since", "1970-01-01T00:00:00Z");
        }
        state.set("alarm", alarm);
        state.set("told", json.objectNode().put("state", "").put("score", 0.0).set("notJudged", json.arrayNode()));
        ObjectNode forecaster = json.objectNode();
        forecaster.putArray("series").add(noMeans()).add(noMeans());
        state.set("forecaster", forecaster);
        state.put("forecastTold", false);
        return state;
    }

    private static ObjectNode noMeans() {
        ObjectNode means = JsonNodeFactory.instance.objectNode();
        means.putArray("points");
        means.putArray("sums");
        means.putArray("counts");
        return means.put("spanStart", "1970-01-01T00:00:00Z");
    }
}
