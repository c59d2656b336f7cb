package io.celltwin.battery.early;

import io.celltwin.state.StateCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is known of the early life of one battery. Immutable; {@link #next} goes on by one full discharge:
 *
 * <ol>
 *   <li>The first {@value #CURVES} curves of the cycles {@value #EARLIEST} to {@value #LATEST_FIRST} are kept for comparison.
 *   <li>Before each cycle at which a life is foretold the newest {@value #CURVES} curves are kept, and at that cycle compared.
 *   <li>Where there are too few of them, or they are unlike all from which the model was learnt, {@code notKnown} says so. After
 *       the last of those cycles what was foretold stays.
 * </ol>
 *
 * @param first curves of about the tenth cycle
 * @param latest the newest curves before the next cycle at which a life is foretold
 * @param evidence what the prediction was found from
 * @param prediction the last that was made
 * @param notKnown why there is none, or none yet, or none for the last of the cycles
 * @param judged the last cycle at which a life was foretold, or could not be; 0 before
 */
public record EarlyLife(
        List<DischargeCurve> first,
        List<DischargeCurve> latest,
        Optional<EarlyPrediction> prediction,
        Optional<EarlyEvidence> evidence,
        Optional<String> notKnown,
        int judged) {

    /** Of a battery of which nothing was seen. */
    public static final EarlyLife NEW =
            new EarlyLife(List.of(), List.of(), Optional.empty(), Optional.empty(), Optional.empty(), 0);

    /** As it is kept in the battery's twin. */
    public static final StateCodec<EarlyLife> CODEC = StateCodec.of(
                    "What is known of the early life in the twin", EarlyLife.class, "It is not foretold")
            .version()
            .build();

    private static final int CURVES = 3;
    private static final int EARLIEST = 8;
    private static final int LATEST_FIRST = 14;
    /** How many cycles before and after the one at which a life is foretold count as that one. */
    private static final int AROUND = 6;

    private static final String REFUSED = "the last full discharge cannot be compared: ";

    /** Rejects more curves than are ever kept. */
    public EarlyLife {
        first = List.copyOf(first);
        latest = List.copyOf(latest);
        if (first.size() > CURVES || latest.size() > CURVES || judged < 0) {
            throw new IllegalArgumentException("more curves are kept than are compared");
        }
    }

    /**
     * A full discharge.
     *
     * @param cycle in which it was
     * @param curve of it; empty if it was refused
     * @param refusal why
     * @param chemistry of the cells, in words, if it is known
     */
    public EarlyLife next(
            double cycle,
            Optional<DischargeCurve> curve,
            Optional<String> refusal,
            Optional<String> chemistry,
            EarlyLifeModel model) {
        int last = model.horizons().get(model.horizons().size() - 1).cycle();
        if (judged >= last) {
            return this;
        }
        if (chemistry.isEmpty() || !model.knows(chemistry.get())) {
            return hopeless(
                    "the model was learnt from %s cells alone, and the chemistry of this battery is %s"
                            .formatted(model.chemistry(), chemistry.orElse("not told")),
                    0);
        }
        Optional<String> obstacle = refusal.or(() -> unlike(curve.orElseThrow(), model.use()));
        if (cycle <= LATEST_FIRST && first.size() < CURVES) {
            return beginning(cycle, curve, obstacle);
        }
        if (first.size() < CURVES) {
            return hopeless(
                    "it needs %d full discharges of the cycles %d to %d, of which %d could be used%s"
                            .formatted(CURVES, EARLIEST, LATEST_FIRST, first.size(), because()),
                    last);
        }
        EarlyLife collecting = obstacle.isPresent() ? refused(obstacle.get()) : this;
        return collecting.collected(cycle, obstacle.isPresent() ? Optional.empty() : curve, model);
    }

    private EarlyLife beginning(double cycle, Optional<DischargeCurve> curve, Optional<String> obstacle) {
        if (obstacle.isPresent()) {
            return refused(obstacle.get());
        }
        return cycle < EARLIEST
                ? waiting()
                : new EarlyLife(
                        plus(first, curve.orElseThrow()), latest, prediction, evidence, waiting().notKnown, judged);
    }

    private EarlyLife collected(double cycle, Optional<DischargeCurve> curve, EarlyLifeModel model) {
        Optional<EarlyLifeModel.Horizon> next = model.horizons().stream()
                .filter(horizon -> horizon.cycle() > judged)
                .findFirst();
        if (next.isEmpty() || cycle < next.get().cycle() - AROUND) {
            return this;
        }
        EarlyLifeModel.Horizon horizon = next.get();
        boolean near = cycle <= horizon.cycle() + AROUND;
        List<DischargeCurve> newest = near && curve.isPresent() ? plus(latest, curve.get()) : latest;
        if (cycle >= horizon.cycle() && newest.size() == CURVES) {
            return foretold(horizon, newest);
        }
        if (cycle >= horizon.cycle() + AROUND) {
            String reason = "it needs %d full discharges about cycle %d, of which %d could be used%s"
                    .formatted(CURVES, horizon.cycle(), newest.size(), because());
            EarlyLife missed =
                    new EarlyLife(first, List.of(), prediction, evidence, Optional.of(reason), horizon.cycle());
            return near ? missed : missed.collected(cycle, curve, model);
        }
        return new EarlyLife(first, newest, prediction, evidence, notKnown, judged);
    }

    private EarlyLife foretold(EarlyLifeModel.Horizon horizon, List<DischargeCurve> newest) {
        Optional<double[]> features = EarlyFeatures.of(first, newest);
        if (features.isEmpty()) {
            return undecided(horizon, "no charge before the discharges was seen from empty to 80 % of the capacity");
        }
        EarlyPrediction made = horizon.predict(features.get());
        if (made.strange()) {
            return undecided(
                    horizon,
                    String.format(
                            Locale.ROOT,
                            "its voltage curves are unlike those of all cells from which it was learnt"
                                    + " (%.1f times as far from them as the furthest)",
                            made.distance()));
        }
        return new EarlyLife(
                first,
                List.of(),
                Optional.of(made),
                Optional.of(EarlyEvidence.of(first, newest)),
                Optional.empty(),
                horizon.cycle());
    }

    private EarlyLife undecided(EarlyLifeModel.Horizon horizon, String reason) {
        return new EarlyLife(first, List.of(), prediction, evidence, Optional.of(reason), horizon.cycle());
    }

    /** The last discharge could not be used; while a prediction stands, that is of no interest. */
    private EarlyLife refused(String reason) {
        return prediction.isPresent()
                ? this
                : new EarlyLife(first, latest, prediction, evidence, Optional.of(REFUSED + reason), judged);
    }

    private String because() {
        return notKnown.filter(reason -> reason.startsWith(REFUSED))
                .map(reason -> "; " + reason)
                .orElse("");
    }

    private EarlyLife waiting() {
        return new EarlyLife(
                first, latest, prediction, evidence, Optional.of("too few cycles were seen so far"), judged);
    }

    private EarlyLife hopeless(String reason, int at) {
        return new EarlyLife(List.of(), List.of(), prediction, evidence, Optional.of(reason), at);
    }

    private static Optional<String> unlike(DischargeCurve curve, EarlyLifeModel.Use use) {
        if (!(curve.rate() >= use.leastRate() && curve.rate() <= use.mostRate())) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "it was discharged at %.2f C; the model was learnt from %.1f to %.1f C",
                    curve.rate(),
                    use.leastRate(),
                    use.mostRate()));
        }
        return curve.celsius() >= use.coldest() && curve.celsius() <= use.warmest()
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "it was discharged at %.0f °C; the model was learnt from %.0f to %.0f °C",
                        curve.celsius(),
                        use.coldest(),
                        use.warmest()));
    }

    private static List<DischargeCurve> plus(List<DischargeCurve> curves, DischargeCurve curve) {
        List<DischargeCurve> more = new ArrayList<>(curves);
        more.add(curve);
        return more.subList(Math.max(0, more.size() - CURVES), more.size());
    }
}
