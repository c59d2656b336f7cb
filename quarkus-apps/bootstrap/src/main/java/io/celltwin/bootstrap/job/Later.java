package io.celltwin.bootstrap.job;

import java.util.List;

/**
 * A step that waits for another.
 *
 * @param first what must be done before
 * @param step what is to be done
 */
public record Later(Step first, Step step) implements Step {

    @Override
    public String item() {
        return step.item();
    }

    /** Of the first: while that is away only this step waits, and not everything that needs the step's own service. */
    @Override
    public String service() {
        return first.service();
    }

    @Override
    public List<String> apply() throws NotThereYetException, RefusedException, InterruptedException {
        first.apply();
        return step.apply();
    }
}
