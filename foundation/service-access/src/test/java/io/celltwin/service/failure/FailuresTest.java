package io.celltwin.service.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class FailuresTest {

    private final IOException failure = new IOException("no route");

    @Test
    void wrappersOfFuturesAreTakenOffHoweverMany() {
        assertThat(Failures.unwrap(failure)).isSameAs(failure);
        assertThat(Failures.unwrap(new CompletionException(failure))).isSameAs(failure);
        assertThat(Failures.unwrap(new ExecutionException(new CompletionException(failure))))
                .isSameAs(failure);
    }

    @Test
    void whatIsNoWrapperKeepsItsCause() {
        IllegalStateException own = new IllegalStateException("own", failure);
        assertThat(Failures.unwrap(new ExecutionException(own))).isSameAs(own);
    }

    @Test
    void aWrapperOfNothingStays() {
        CompletionException empty = new CompletionException("nothing in it", null);
        assertThat(Failures.unwrap(empty)).isSameAs(empty);
        assertThat(Failures.reason(empty)).isEqualTo("nothing in it");
    }

    @Test
    void theReasonIsOneLineOfTheLastCause() {
        assertThat(Failures.reason(new IllegalStateException("outer", new IOException("\n  first\nsecond"))))
                .isEqualTo("first");
        assertThat(Failures.reason(new IllegalStateException(new IOException())))
                .isEqualTo("IOException");
        assertThat(Failures.reason(new IOException("  "))).isEqualTo("IOException");
    }

    @Test
    void causesThatGoRoundInACircleEnd() {
        Circular first = new Circular();
        CompletionException second = new CompletionException("second", first);
        first.cause = second;
        assertThat(Failures.unwrap(first)).isIn(first, second);
        assertThat(Failures.reason(first)).isIn("first", "second");
    }

    private static final class Circular extends CompletionException {

        private static final long serialVersionUID = 1L;

        private Throwable cause;

        Circular() {
            super("first");
        }

        @Override
        public synchronized Throwable getCause() {
            return cause;
        }
    }
}
