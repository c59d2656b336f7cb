package io.celltwin.standalone.plant;

import io.celltwin.bootstrap.PlantSetup;
import io.celltwin.bootstrap.job.Missing;
import io.celltwin.bootstrap.job.RefusedException;
import io.celltwin.bootstrap.job.SetupJob;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/** Sets the plant up in the background at every start, until it has everything. */
@ApplicationScoped
class PlantWatch {
    private static final Logger LOG = Logger.getLogger(PlantWatch.class);
    /** What was refused once may be taken later, by a twin service that somebody has repaired. */
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final PlantSetup setup;
    private final Thread working = new Thread(this::work, "plant-setup");
    private volatile List<Missing> wrongSetting = List.of();
    private volatile SetupJob job;

    @Inject
    PlantWatch(PlantSetup setup) {
        this.setup = setup;
    }

    void start(@Observes StartupEvent event) {
        working.setDaemon(true);
        working.start();
    }

    /** What the plant does not have yet. */
    List<Missing> missing() {
        SetupJob running = job;
        if (running != null) {
            return running.missing();
        }
        return wrongSetting.isEmpty() ? List.of(new Missing("plant", "not tried yet", false)) : wrongSetting;
    }

    private void work() {
        try {
            SetupJob made = setup.job();
            job = made;
            while (!made.run(Instant.MAX)) {
                Thread.sleep(AGAIN.toMillis());
            }
            LOG.debug("The plant has everything");
        } catch (RefusedException e) {
            wrongSetting = List.of(new Missing("plant", e.getMessage(), true));
            LOG.errorf("The plant cannot be set up: %s", e.getMessage());
        } catch (InterruptedException e) {
            LOG.debug("Stopped before the plant had everything");
        }
    }

    @PreDestroy
    void stop() throws InterruptedException {
        working.interrupt();
        working.join();
    }
}
