package io.celltwin.maintenance.condition;

/**
 * To how many independent samples a series amounts: {@code n / (1 + 2 * sum of autocorrelations)}, the sum cut where the sum of
 * two neighbours becomes negative (initial positive sequence: Geyer, Statistical Science 7, 1992).
 */
final class EffectiveSamples {

    private EffectiveSamples() {}

    static double of(double[] series) {
        int n = series.length;
        double mean = 0;
        for (double value : series) {
            mean += value / n;
        }
        double variance = covariance(series, mean, 0);
        if (!(variance > 0)) {
            return n;
        }
        double sum = 0;
        for (int lag = 1; lag + 1 < n; lag += 2) {
            double pair = (covariance(series, mean, lag) + covariance(series, mean, lag + 1)) / variance;
            if (pair < 0) {
                break;
            }
            sum += pair;
        }
        return Math.max(2, Math.min(n, n / (1 + 2 * sum)));
    }

    private static double covariance(double[] series, double mean, int lag) {
        double sum = 0;
        for (int i = lag; i < series.length; i++) {
            sum += (series[i] - mean) * (series[i - lag] - mean);
        }
        return sum / series.length;
    }
}
