package io.celltwin.maintenance.learned;

import java.util.ArrayList;
import java.util.List;

/**
 * What a window of health indices shows: of each index the means of the latest 5, 15 and 30 cycles and the slopes of straight lines
 * (least squares) over the latest 15, 30 and 60, each times that length; and the number of the cycle. A window that is not that long
 * yet is taken as it is.
 */
public final class WindowFeatures {

    /** The longest window. */
    public static final int LONGEST = 60;
    /** Fewer cycles tell nothing. */
    public static final int LEAST = 20;

    private static final int[] MEANS = {5, 15, 30};
    private static final int[] SLOPES = {15, 30, LONGEST};

    private WindowFeatures() {}

    /** How many features there are of so many indices. */
    public static int count(int indices) {
        return indices * (MEANS.length + SLOPES.length) + 1;
    }

    /** Names for people. */
    public static List<String> names(int indices) {
        List<String> names = new ArrayList<>();
        for (int k = 1; k <= indices; k++) {
            for (int length : MEANS) {
                names.add("health index " + k + ", mean of " + length + " cycles");
            }
            for (int length : SLOPES) {
                names.add("health index " + k + ", slope over " + length + " cycles");
            }
        }
        names.add("cycle");
        return names;
    }

    /**
     * The features.
     *
     * @param window indices of at least {@value #LEAST} cycles, the newest last
     * @param cycle number of the newest
     */
    public static double[] of(List<double[]> window, double cycle) {
        int indices = window.get(0).length;
        double[] features = new double[count(indices)];
        int at = 0;
        for (int k = 0; k < indices; k++) {
            for (int length : MEANS) {
                features[at++] = mean(window, k, length);
            }
            for (int length : SLOPES) {
                features[at++] = length * slope(window, k, length);
            }
        }
        features[at] = cycle;
        return features;
    }

    private static double mean(List<double[]> window, int index, int length) {
        int from = Math.max(0, window.size() - length);
        double sum = 0;
        for (int i = from; i < window.size(); i++) {
            sum += window.get(i)[index];
        }
        return sum / (window.size() - from);
    }

    private static double slope(List<double[]> window, int index, int length) {
        int from = Math.max(0, window.size() - length);
        int n = window.size() - from;
        double middle = (n - 1) / 2.0;
        double product = 0;
        for (int i = 0; i < n; i++) {
            product += (i - middle) * window.get(from + i)[index];
        }
        return product / (n * ((double) n * n - 1) / 12);
    }
}
