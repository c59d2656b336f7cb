package io.celltwin.history.store;

/** What is made of the values of one bucket. Gaps are no values. */
public enum Aggregation {
    /** Mean of the values as they were told, each with the same weight. */
    AVG,
    /** Smallest. */
    MIN,
    /** Largest. */
    MAX,
    /** Sum. */
    SUM,
    /** How many values of any type there are. */
    COUNT,
    /** Of any type, by time. */
    FIRST,
    /** Of any type, by time. */
    LAST,
    /** Sample standard deviation, with n-1 in the denominator. */
    STDDEV,
    /** Continuous percentile: interpolates linearly between the two nearest values. */
    PERCENTILE
}
