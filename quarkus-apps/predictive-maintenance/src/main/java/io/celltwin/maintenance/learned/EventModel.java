package io.celltwin.maintenance.learned;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * How likely a machine fails as it runs at this moment, by failure mode. Modes are taken to be independent: the probability of any
 * is 1 less the product of those that they do not happen.
 *
 * @param derived features made of the inputs, behind these
 * @param ranges of the inputs and the derived features
 * @param modes ways to fail
 */
public record EventModel(List<DerivedFeature> derived, List<FeatureRange> ranges, List<FailureMode> modes) {

    /** Rejects parts that do not fit together. */
    public EventModel {
        derived = List.copyOf(derived);
        ranges = List.copyOf(ranges);
        modes = List.copyOf(modes);
        int inputs = ranges.size() - derived.size();
        for (DerivedFeature feature : derived) {
            if (feature.first() < 0
                    || feature.first() >= inputs
                    || feature.second() < 0
                    || feature.second() >= inputs) {
                throw new IllegalArgumentException("'" + feature.name() + "' is made of an input that there is not");
            }
        }
        int features = ranges.size();
        if (modes.isEmpty() || modes.stream().anyMatch(mode -> mode.trees().features() > features)) {
            throw new IllegalArgumentException("the failure modes ask for features that there are not");
        }
    }

    /** Inputs and what is made of them. */
    public static double[] features(double[] inputs, List<DerivedFeature> derived) {
        double[] features = Arrays.copyOf(inputs, inputs.length + derived.size());
        for (int k = 0; k < derived.size(); k++) {
            features[inputs.length + k] = derived.get(k).of(inputs);
        }
        return features;
    }

    /** The probability that any of several independent modes happens. */
    public static double any(DoubleStream probabilities) {
        return 1 - probabilities.map(probability -> 1 - probability).reduce(1, (a, b) -> a * b);
    }

    /** The probability of each mode, of inputs all of which are known. */
    public double[] probabilities(double[] inputs) {
        double[] features = features(inputs, derived);
        return modes.stream().mapToDouble(mode -> mode.probability(features)).toArray();
    }

    /** Judges the machine by its inputs, all of which are known. */
    LearnedJudgement judge(double[] inputs) {
        double[] features = features(inputs, derived);
        List<String> unfamiliar = unfamiliar(features, ranges);
        if (!unfamiliar.isEmpty()) {
            return LearnedJudgement.unfamiliar(unfamiliar);
        }
        List<LearnedJudgement.Mode> judged = modes.stream()
                .map(mode -> new LearnedJudgement.Mode(mode.name(), mode.title(), mode.probability(features)))
                .toList();
        FailureMode worst = modes.get(0);
        double most = -1;
        for (int k = 0; k < modes.size(); k++) {
            if (judged.get(k).probability() > most) {
                most = judged.get(k).probability();
                worst = modes.get(k);
            }
        }
        return LearnedJudgement.events(
                any(judged.stream().mapToDouble(LearnedJudgement.Mode::probability)),
                judged,
                drivers(worst.trees().contributions(features), ranges));
    }

    static List<String> unfamiliar(double[] features, List<FeatureRange> ranges) {
        List<String> unfamiliar = new ArrayList<>();
        for (int k = 0; k < features.length; k++) {
            if (!ranges.get(k).holds(features[k])) {
                unfamiliar.add(ranges.get(k).name());
            }
        }
        return unfamiliar;
    }

    static List<LearnedJudgement.Driver> drivers(double[] contributions, List<FeatureRange> ranges) {
        List<LearnedJudgement.Driver> drivers = new ArrayList<>();
        for (int k = 0; k < contributions.length; k++) {
            if (contributions[k] != 0) {
                drivers.add(new LearnedJudgement.Driver(ranges.get(k).name(), contributions[k]));
            }
        }
        drivers.sort(Comparator.comparingDouble(driver -> -Math.abs(driver.contribution())));
        return drivers.subList(0, Math.min(LearnedJudgement.MOST_DRIVERS, drivers.size()));
    }
}
