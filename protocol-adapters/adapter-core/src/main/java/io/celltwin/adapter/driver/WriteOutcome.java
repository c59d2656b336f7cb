package io.celltwin.adapter.driver;

import java.util.Objects;

/** What became of a {@link PropertyWrite}. */
public sealed interface WriteOutcome {

    /**
     * The device took the value, and was read back after that.
     *
     * @param held what the device holds now; a device may round or bound what it is given, so that need not be what was asked
     *            for
     */
    record Written(Reading held) implements WriteOutcome {

        public Written {
            if (!held.isGood()) {
                throw new IllegalArgumentException("what cannot be read back is not known: "
                        + held.property().name());
            }
        }
    }

    /**
     * The device holds what it held before.
     *
     * @param refusal what kind of refusal it is
     * @param reason what is wrong, fit for the person who wanted to write
     */
    record Refused(Refusal refusal, String reason) implements WriteOutcome {

        public Refused {
            Objects.requireNonNull(refusal, "refusal");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * The value was sent, and it is not known whether the device took it: the answer was lost, or reading back failed. Not to
     * be written again before the device was read.
     *
     * @param reason what happened, fit for the person who wanted to write
     */
    record Unknown(String reason) implements WriteOutcome {

        public Unknown {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** Why nothing was written. */
    enum Refusal {
        /** The driver cannot write, or not by what the property's forms say. */
        NOT_SUPPORTED,
        /** The value does not fit what the device or the model takes. */
        INVALID_VALUE,
        /** The device answered that it will not. */
        REFUSED_BY_DEVICE,
        /** The device cannot be reached; nothing was sent. */
        NOT_CONNECTED
    }
}
