package io.celltwin.bootstrap.job;

import io.celltwin.service.backoff.Backoff;
import io.celltwin.service.backoff.BackoffSequence;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Does the steps, waits for services that are not there yet, and knows what is missing. One thread runs it, any may ask.
 */
public final class SetupJob {
    private static final Logger LOG = Logger.getLogger(SetupJob.class);

    private final List<Step> steps;
    private final Backoff backoff;
    private volatile Map<String, Missing> missing;

    /**
     * @param steps what the plant needs, in the order in which it is tried
     * @param backoff the pauses before new tries
     */
    public SetupJob(List<Step> steps, Backoff backoff) {
        this.steps = List.copyOf(steps);
        this.backoff = backoff;
        Map<String, Missing> all = new LinkedHashMap<>();
        steps.forEach(step -> all.put(step.item(), new Missing(step.item(), "not tried yet", false)));
        missing = all;
    }

    /** What the plant does not have at this moment, in the order of the steps. */
    public List<Missing> missing() {
        return List.copyOf(missing.values());
    }

    /**
     * Does what is missing, until it is done, refused or the deadline has come. Calling it again tries what was refused
     * again.
     *
     * @return whether the plant has everything
     */
    public boolean run(Instant deadline) throws InterruptedException {
        tryAll(missing);
        BackoffSequence pauses = backoff.sequence();
        while (anythingMayCome() && Instant.now().isBefore(deadline)) {
            Thread.sleep(pauses.next().toMillis());
            tryAll(missing);
        }
        return missing.isEmpty();
    }

    private boolean anythingMayCome() {
        return missing.values().stream().anyMatch(one -> !one.refused());
    }

    private void tryAll(Map<String, Missing> before) throws InterruptedException {
        Map<String, String> away = new HashMap<>();
        for (Step step : steps) {
            Missing known = before.get(step.item());
            if (known == null) {
                continue;
            }
            String reasonOfService = away.get(step.service());
            if (reasonOfService != null) {
                note(new Missing(step.item(), reasonOfService, false));
                continue;
            }
            try {
                step.apply().forEach(LOG::info);
                done(step.item());
            } catch (NotThereYetException e) {
                away.put(step.service(), e.getMessage());
                if (!e.getMessage().equals(known.reason())) {
                    LOG.infof("Waiting: %s", e.getMessage());
                }
                note(new Missing(step.item(), e.getMessage(), false));
            } catch (RefusedException e) {
                if (!e.getMessage().equals(known.reason())) {
                    LOG.warnf("No %s: %s", step.item(), e.getMessage());
                }
                note(new Missing(step.item(), e.getMessage(), true));
            }
        }
    }

    private void note(Missing one) {
        Map<String, Missing> changed = new LinkedHashMap<>(missing);
        changed.put(one.item(), one);
        missing = changed;
    }

    private void done(String item) {
        Map<String, Missing> changed = new LinkedHashMap<>(missing);
        changed.remove(item);
        missing = changed;
    }
}
