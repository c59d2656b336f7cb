package io.celltwin.model;

/**
 * How a property is made from what another one was lately.
 *
 * @param source the other property's name; it is in the same feature, or an attribute likewise
 * @param function what is made of it
 * @param windowMs of how long
 */
public record DerivedValue(String source, Function function, long windowMs) {

    /** What is made of the values of a window. */
    public enum Function {
        MEAN("mean"),
        MINIMUM("minimum"),
        MAXIMUM("maximum"),
        STANDARD_DEVIATION("standardDeviation"),
        RMS("rms"),
        PEAK("peak"),
        CREST_FACTOR("crestFactor"),
        KURTOSIS("kurtosis"),
        SLOPE("slope");

        private final String term;

        Function(String term) {
            this.term = term;
        }

        /** As models write it. */
        public String term() {
            return term;
        }
    }
}
