package io.celltwin.history.query;

import io.celltwin.history.error.InvalidQueryException;
import io.celltwin.history.store.Aggregation;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is made of points: the parameter {@code agg}. */
public enum Function {
    AVG(Aggregation.AVG),
    MIN(Aggregation.MIN),
    MAX(Aggregation.MAX),
    SUM(Aggregation.SUM),
    COUNT(Aggregation.COUNT),
    FIRST(Aggregation.FIRST),
    LAST(Aggregation.LAST),
    STDDEV(Aggregation.STDDEV),
    /** Change of the value per second between two points that follow each other. */
    DERIVATIVE(null),
    /** Increase of a counter per second; one that has become smaller was reset and has counted from 0. */
    RATE(null),
    /** Area below the values over time in seconds, by trapezoids; nothing is added across a gap. */
    INTEGRAL(null),
    /** One value of all points. */
    PERCENTILE(Aggregation.PERCENTILE);

    private final Aggregation aggregation;

    Function(Aggregation aggregation) {
        this.aggregation = aggregation;
    }

    static Function of(String text) {
        return Stream.of(values())
                .filter(function -> function.id().equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidQueryException("'agg' must be one of "
                        + Stream.of(values()).map(Function::id).collect(Collectors.joining(", ")) + ", not '"
                        + Shortened.of(text) + "'."));
    }

    /** As it is written in a query. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is made of the values of each bucket. */
    boolean perBucket() {
        return aggregation != null && this != PERCENTILE;
    }

    /** What the store is asked for; empty if it is made of the points one after another. */
    Optional<Aggregation> aggregation() {
        return Optional.ofNullable(aggregation);
    }
}
