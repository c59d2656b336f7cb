package io.celltwin.battery.early;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/**
 * What was learnt of the lives of cells from their first cycles: ridge regressions of the logarithm of the cycle life over
 * {@link EarlyFeatures}, one for each cycle at which a life is foretold.
 *
 * @param source from which data, split and seed it was learnt
 * @param chemistry of the cells
 * @param endOfLife capacity at which a life ends, relative to the nominal one
 * @param use how the cells were used
 * @param horizons by cycle, rising
 */
public record EarlyLifeModel(String source, String chemistry, double endOfLife, Use use, List<Horizon> horizons) {

    private static final String RESOURCE = "/models/early-life.json";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    /**
     * How the cells were used from which it was learnt; nothing is foretold of others.
     *
     * @param leastRate of the discharge; 1/h
     * @param mostRate of the discharge; 1/h
     * @param coldest mean temperature during the discharge; °C
     * @param warmest mean temperature during the discharge; °C
     */
    public record Use(double leastRate, double mostRate, double coldest, double warmest) {}

    /**
     * What foretells a life at one cycle. With {@code z} the features less {@code mean} over {@code scale}, the median of the life
     * is {@code exp(intercept + coefficients z)}; with the leverage {@code h = z' inverse z} the ends of an interval are factors of
     * {@code exp(quantile sqrt(1 + h))} from it (split conformal prediction with residuals of left-out cells over the same root).
     *
     * @param cycle of the newest curves
     * @param mean of each feature
     * @param scale of each feature
     * @param coefficients of the scaled features
     * @param intercept logarithm of a life
     * @param inverse of {@code Z'Z + alpha I}
     * @param mostLeverage the highest of a cell that was left out
     * @param half quantile for the 50 % interval
     * @param ninety quantile for the 90 % interval
     */
    public record Horizon(
            int cycle,
            double[] mean,
            double[] scale,
            double[] coefficients,
            double intercept,
            double[][] inverse,
            double mostLeverage,
            double half,
            double ninety) {

        /** Rejects what does not fit the features. */
        public Horizon {
            if (mean.length != EarlyFeatures.COUNT
                    || scale.length != mean.length
                    || coefficients.length != mean.length
                    || inverse.length != mean.length
                    || !(mostLeverage > 0 && half > 0 && ninety >= half)) {
                throw new IllegalArgumentException("the model of early life has other features than the program");
            }
        }

        /** Foretells a life. */
        public EarlyPrediction predict(double[] features) {
            double[] z = new double[features.length];
            double log = intercept;
            for (int i = 0; i < z.length; i++) {
                z[i] = (features[i] - mean[i]) / scale[i];
                log += coefficients[i] * z[i];
            }
            double leverage = 0;
            for (int i = 0; i < z.length; i++) {
                for (int j = 0; j < z.length; j++) {
                    leverage += z[i] * inverse[i][j] * z[j];
                }
            }
            double root = Math.sqrt(1 + leverage);
            return new EarlyPrediction(
                    cycle,
                    Math.exp(log - ninety * root),
                    Math.exp(log - half * root),
                    Math.exp(log),
                    Math.exp(log + half * root),
                    Math.exp(log + ninety * root),
                    leverage / mostLeverage);
        }
    }

    /** Keeps the horizons from being changed. */
    public EarlyLifeModel {
        horizons = List.copyOf(horizons);
    }

    /** Whether it was learnt from cells of a chemistry. */
    boolean knows(String words) {
        return words.toUpperCase(Locale.ROOT).contains(chemistry);
    }

    /** The model that comes with the program. */
    public static EarlyLifeModel bundled() {
        try (InputStream file = EarlyLifeModel.class.getResourceAsStream(RESOURCE)) {
            return JSON.readValue(file, EarlyLifeModel.class);
        } catch (IOException e) {
            throw new UncheckedIOException("the bundled model of early life cannot be read", e);
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
}
