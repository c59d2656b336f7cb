package io.celltwin.maintenance.condition;

import java.util.Comparator;
import java.util.List;

/**
 * How a machine's condition compares with its healthy one at one moment.
 *
 * @param score squared distance over its squared limit: above 1 the machine is hardly healthy
 * @param drivers what part each variable has in the score, the largest first; the parts sum to 1
 * @param notJudged variables that could not be judged, in the order of the sample
 * @param outOfSight whether one of these was not what it should be when it was last judged
 */
public record Judgement(double score, List<Driver> drivers, List<NotJudged> notJudged, boolean outOfSight) {

    /** Sorts the drivers. */
    public Judgement {
        drivers = drivers.stream()
                .sorted(Comparator.comparingDouble(Driver::contribution).reversed())
                .toList();
        notJudged = List.copyOf(notJudged);
    }

    /**
     * A variable's part in the score.
     *
     * @param variable its name
     * @param contribution 0 to 1
     */
    public record Driver(String variable, double contribution) {}

    /**
     * A variable that was not judged.
     *
     * @param variable its name
     * @param reason why
     */
    public record NotJudged(String variable, Reason reason) {}

    /** Why a variable is not judged. */
    public enum Reason {
        /** It has no good value. */
        MISSING,
        /** Its value does not change any more, though it used to. */
        STUCK,
        /** It was not known while the machine was learnt. */
        NOT_LEARNT
    }
}
