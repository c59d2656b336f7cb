package io.celltwin.bootstrap;

import io.celltwin.service.failure.Failures;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.config.ConfigValidationException;

/** The job as a process of its own. */
@QuarkusMain(name = "bootstrap")
public final class BootstrapMain {

    private BootstrapMain() {}

    /** Ends the process with 0 when the plant has everything, else with 1 and one line for each fault. */
    public static void main(String... arguments) {
        Quarkus.run(
                BootstrapRun.class,
                (status, failure) -> System.exit(failure == null ? status : tell(failure)),
                arguments);
    }

    private static int tell(Throwable failure) {
        Throwable cause = Failures.root(failure);
        if (cause instanceof ConfigValidationException settings) {
            for (int i = 0; i < settings.getProblemCount(); i++) {
                tell(settings.getProblem(i).getMessage());
            }
        } else {
            tell(cause.getMessage() == null ? cause.toString() : cause.getMessage());
        }
        return 1;
    }

    private static void tell(String fault) {
        System.err.println("bootstrap: " + fault.replaceAll("\\s+", " "));
    }
}
