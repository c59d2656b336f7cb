package io.celltwin.bootstrap.job;

import java.util.List;

/** One thing that the plant needs. Doing it again changes nothing. */
public interface Step {

    /** What it is about, for people: {@code connection hono-demo-telemetry}. */
    String item();

    /** The service that it needs; while one step finds it away, the others do not try. */
    String service();

    /**
     * Compares what is there with what is wanted, and changes what differs.
     *
     * @return what was changed, one line each; empty if all was as it should be
     * @throws NotThereYetException if the service does not answer yet
     * @throws RefusedException if trying again would not help
     */
    List<String> apply() throws NotThereYetException, RefusedException, InterruptedException;
}
