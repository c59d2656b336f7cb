package io.celltwin.bootstrap.job;

import java.time.Duration;
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
    private final Duration minDelay;
    private final Duration maxDelay;
    private volatile Map<String, Missing> missing;

    /**
     * @param steps what the plant needs, in the order in which it is tried
     * @param minDelay the first pause before a new try; it doubles with each
     * @param maxDelay the longest pause
     */
    public SetupJob(List<Step> steps, Duration minDelay, Duration maxDelay) {
        this.steps = List.copyOf(steps);
        this.minDelay = minDelay;
        this.maxDelay = maxDelay;
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
        for (Duration delay = minDelay; anythingMayCome() && Instant.now().isBefore(deadline); delay = doubled(delay)) {
            Thread.sleep(delay.toMillis());
            tryAll(missing);
        }
        return missing.isEmpty();
    }

    private boolean anythingMayCome() {
        return missing.values().stream().anyMatch(one -> !one.refused());
    }

    private Duration doubled(Duration delay) {
        Duration doubled = delay.multipliedBy(2);
        return doubled.compareTo(maxDelay) < 0 ? doubled : maxDelay;
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
