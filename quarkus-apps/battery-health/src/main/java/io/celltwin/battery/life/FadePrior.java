package io.celltwin.battery.life;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * What is known of how batteries fade before one is measured: a mixture of normal distributions of the parameters of
 * {@link FadeLaw}, one for each fleet from which it was learnt and broad ones for batteries unlike all of them; and how much
 * wider or narrower the intervals must be that follow from it, as {@link Calibration} says.
 *
 * @param source from which data, split and seed it was learnt
 * @param components of the mixture
 * @param known calibration for batteries like those of the fleets
 * @param unknown calibration for others
 */
public record FadePrior(String source, List<Component> components, Calibration known, Calibration unknown) {

    private static final String RESOURCE = "/models/remaining-life.json";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    /** How much less a fleet of another chemistry counts where the chemistry is known. */
    private static final double OTHER_CHEMISTRY = 0.05;

    /**
     * One kind of battery.
     *
     * @param name for people
     * @param chemistry of its cells: LFP, NMC ...; empty for a broad component
     * @param weight how probable it is before anything is known, relative to the others
     * @param mean of the parameters; s0's is relative to the nominal capacity
     * @param covariance of the parameters
     */
    public record Component(String name, String chemistry, double weight, double[] mean, double[][] covariance) {

        /** Rejects what is no distribution. */
        public Component {
            if (!(weight > 0)
                    || mean.length != FadeLaw.PARAMETERS
                    || covariance.length != FadeLaw.PARAMETERS
                    || Arrays.stream(covariance).anyMatch(row -> row.length != FadeLaw.PARAMETERS)) {
                throw new IllegalArgumentException("a component of the fade prior is no distribution of curves");
            }
        }

        /** Whether it stands for no fleet in particular. */
        boolean broad() {
            return chemistry.isEmpty();
        }
    }

    /**
     * How an interval is made to hold what it promises. Distances of its ends from the median are taken on the scale
     * {@code log(remaining + offset * age)}, are never below {@code least}, and are multiplied by factors: quantiles of the
     * distances of the truth, relative to those of the ends, over recorded lives that took no part in learning the prior (split
     * conformal prediction, Romano et al., NeurIPS 2019), by the part of the life that seems to be over.
     *
     * @param bounds upper ends of the parts, but the last
     * @param offset of the scale, relative to the age
     * @param least distance of an end of the 90 % interval by part
     * @param half factors of the 50 % interval by part
     * @param ninety factors of the 90 % interval by part
     */
    public record Calibration(double[] bounds, double offset, double[] least, double[] half, double[] ninety) {

        /** Rejects factors that do not fit the parts. */
        public Calibration {
            int parts = bounds.length + 1;
            if (half.length != parts || ninety.length != parts || least.length != parts || !(offset > 0)) {
                throw new IllegalArgumentException(
                        "a calibration needs an offset, and one factor for each part of life");
            }
        }

        /** The same with other factors. */
        public Calibration with(double[] halfFactors, double[] ninetyFactors) {
            return new Calibration(bounds, offset, least, halfFactors, ninetyFactors);
        }

        /** The index of the part of life to which a share of it belongs. */
        public int part(double over) {
            int part = 0;
            while (part < bounds.length && over >= bounds[part]) {
                part++;
            }
            return part;
        }
    }

    /** Keeps the parts from being changed. */
    public FadePrior {
        components = List.copyOf(components);
    }

    /** The prior that comes with the program. */
    public static FadePrior bundled() {
        try (InputStream file = FadePrior.class.getResourceAsStream(RESOURCE)) {
            return JSON.readValue(file, FadePrior.class);
        } catch (IOException e) {
            throw new UncheckedIOException("the bundled prior of the remaining life cannot be read", e);
        }
    }

    /** As it is kept in a file. */
    public String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The prior for a battery whose chemistry is known: fleets of others count little. */
    FadePrior of(Optional<String> chemistry) {
        Optional<String> known = chemistry
                .map(words -> words.toUpperCase(Locale.ROOT))
                .filter(words ->
                        components.stream().anyMatch(each -> !each.broad() && words.contains(each.chemistry())));
        if (known.isEmpty()) {
            return this;
        }
        return new FadePrior(
                source,
                components.stream()
                        .map(each -> each.broad() || known.get().contains(each.chemistry())
                                ? each
                                : new Component(
                                        each.name(),
                                        each.chemistry(),
                                        each.weight() * OTHER_CHEMISTRY,
                                        each.mean(),
                                        each.covariance()))
                        .toList(),
                this.known,
                unknown);
    }

    Density density() {
        return new Density(components);
    }

    /** The mixture, ready to be drawn from and evaluated. */
    static final class Density {

        private final int size;
        private final boolean[] broad;
        private final double[][] means;
        private final double[][][] roots;
        private final double[][][] inverses;
        private final double[] logWeights;
        private final double[] cumulated;

        private Density(List<Component> components) {
            this.size = components.size();
            this.broad = new boolean[size];
            this.means = new double[size][];
            this.roots = new double[size][][];
            this.inverses = new double[size][][];
            this.logWeights = new double[size];
            this.cumulated = new double[size];
            double total = components.stream().mapToDouble(Component::weight).sum();
            double sum = 0;
            for (int i = 0; i < size; i++) {
                Component component = components.get(i);
                RealMatrix covariance = new Array2DRowRealMatrix(component.covariance(), false);
                LUDecomposition decomposed = new LUDecomposition(covariance);
                broad[i] = component.broad();
                means[i] = component.mean();
                roots[i] = new CholeskyDecomposition(covariance, 1e-6, 0).getL().getData();
                inverses[i] = decomposed.getSolver().getInverse().getData();
                logWeights[i] = Math.log(component.weight() / total) - Math.log(decomposed.getDeterminant()) / 2;
                sum += component.weight() / total;
                cumulated[i] = sum;
            }
        }

        double[] draw(RandomGenerator random) {
            double place = random.nextDouble();
            int chosen = 0;
            while (chosen < size - 1 && place > cumulated[chosen]) {
                chosen++;
            }
            double[] drawn = means[chosen].clone();
            double[] chance = new double[drawn.length];
            for (int k = 0; k < chance.length; k++) {
                chance[k] = random.nextGaussian();
                for (int j = 0; j <= k; j++) {
                    drawn[k] += roots[chosen][k][j] * chance[j];
                }
            }
            return drawn;
        }

        /** Logarithm of the density, but for a constant. */
        double log(double[] parameters) {
            double[] parts = parts(parameters);
            double best = Arrays.stream(parts).max().orElseThrow();
            return best
                    + Math.log(Arrays.stream(parts)
                            .map(part -> Math.exp(part - best))
                            .sum());
        }

        /** How probable it is that a curve comes from no fleet. */
        double unknown(double[] parameters) {
            double[] parts = parts(parameters);
            double best = Arrays.stream(parts).max().orElseThrow();
            double all = 0;
            double none = 0;
            for (int i = 0; i < size; i++) {
                double part = Math.exp(parts[i] - best);
                all += part;
                none += broad[i] ? part : 0;
            }
            return none / all;
        }

        private double[] parts(double[] parameters) {
            double[] parts = new double[size];
            for (int i = 0; i < size; i++) {
                double sum = 0;
                for (int k = 0; k < parameters.length; k++) {
                    double row = 0;
                    for (int j = 0; j < parameters.length; j++) {
                        row += inverses[i][k][j] * (parameters[j] - means[i][j]);
                    }
                    sum += row * (parameters[k] - means[i][k]);
                }
                parts[i] = logWeights[i] - sum / 2;
            }
            return parts;
        }
    }
}
