package io.celltwin.maintenance.machine;

import io.celltwin.maintenance.condition.Judgement;
import io.celltwin.maintenance.condition.Judgement.Reason;
import java.time.Instant;

/**
 * An indicator that is not judged.
 *
 * @param variable its place in the twin
 * @param reason why
 * @param since when
 */
record Unjudged(String variable, Reason reason, Instant since) {

    boolean is(Judgement.NotJudged other) {
        return variable.equals(other.variable()) && reason == other.reason();
    }
}
