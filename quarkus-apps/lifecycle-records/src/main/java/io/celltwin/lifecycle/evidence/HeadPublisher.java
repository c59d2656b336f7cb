package io.celltwin.lifecycle.evidence;

/** Tells partners of signed heads, who keep them. */
@FunctionalInterface
public interface HeadPublisher {

    /** Tells of one; what fails is tried no more than the way itself does, since the next head proves the same. */
    void publish(SignedTreeHead head);
}
