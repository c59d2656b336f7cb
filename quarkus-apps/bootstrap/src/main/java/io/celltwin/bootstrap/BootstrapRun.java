package io.celltwin.bootstrap;

import io.celltwin.bootstrap.config.BootstrapConfig;
import io.celltwin.bootstrap.job.Missing;
import io.celltwin.bootstrap.job.RefusedException;
import io.celltwin.bootstrap.job.SetupJob;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One run from the start of the process to its end. */
class BootstrapRun implements QuarkusApplication {
    private final PlantSetup setup;
    private final BootstrapConfig config;

    @Inject
    BootstrapRun(PlantSetup setup, BootstrapConfig config) {
        this.setup = setup;
        this.config = config;
    }

    @Override
    public int run(String... arguments) throws InterruptedException {
        SetupJob job;
        try {
            job = setup.job();
        } catch (RefusedException e) {
            System.err.println("bootstrap: " + e.getMessage());
            return 1;
        }
        if (job.run(Instant.now().plus(config.deadline()))) {
            System.out.println("bootstrap: plant " + config.tenant() + " has everything");
            return 0;
        }
        tell(job.missing());
        return 1;
    }

    /** One line for each reason, since one service that is away is one fault. */
    private static void tell(List<Missing> missing) {
        Map<String, String> items = missing.stream()
                .collect(Collectors.groupingBy(
                        Missing::reason, TreeMap::new, Collectors.mapping(Missing::item, Collectors.joining(", "))));
        items.forEach((reason, names) -> System.err.println("bootstrap: no " + names + ": " + reason));
    }
}
