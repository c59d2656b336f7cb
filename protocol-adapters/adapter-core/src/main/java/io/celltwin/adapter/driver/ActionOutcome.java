package io.celltwin.adapter.driver;

import io.celltwin.adapter.driver.WriteOutcome.Refusal;
import java.util.Map;
import java.util.Objects;

/** What became of an {@link ActionInvocation} or an {@link AlarmAcknowledgement}. */
public sealed interface ActionOutcome {

    /**
     * The device did it.
     *
     * @param output what it gave back, by name: {@code Boolean}, {@code Long}, {@code Double}, {@code String}, a {@code List} or a
     *            {@code Map} of these; empty if nothing
     */
    record Done(Map<String, Object> output) implements ActionOutcome {

        public Done {
            output = Map.copyOf(output);
        }
    }

    /**
     * The device did nothing.
     *
     * @param refusal what kind of refusal it is
     * @param reason what is wrong, fit for the person who wanted it
     */
    record Refused(Refusal refusal, String reason) implements ActionOutcome {

        public Refused {
            Objects.requireNonNull(refusal, "refusal");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * The device was asked, and it is not known whether it did it. Not to be asked again before somebody has looked.
     *
     * @param reason what happened, fit for the person who wanted it
     */
    record Unknown(String reason) implements ActionOutcome {

        public Unknown {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
