package io.celltwin.adapter.driver;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * How long the devices of one adapter take to answer, and which requests fail, by kind. Drivers tell it. Thread-safe.
 */
public final class RequestMeter {

    /** Devices choose what they answer: so that none makes metrics without end, what comes later is counted as {@value #OTHER}. */
    private static final int MOST_KINDS = 100;

    private static final String OTHER = "other";
    private static final String ADAPTER = "adapter";

    private final MeterRegistry meters;
    private final String adapter;
    private final Timer answers;
    private final Map<String, Counter> failures = new ConcurrentHashMap<>();

    /**
     * @param meters takes the metrics
     * @param driver the driver's name, for example {@code modbus}
     */
    public RequestMeter(MeterRegistry meters, String driver) {
        this.meters = meters;
        this.adapter = "celltwin-" + driver;
        this.answers = Timer.builder("celltwin.adapter.requests")
                .description("Time from a request to a device until its answer, also one that refuses")
                .tag(ADAPTER, adapter)
                .publishPercentiles(0.5, 0.95, 0.99)
                .register(meters);
    }

    /**
     * A device has answered.
     *
     * @param nanos how long that took
     */
    public void answered(long nanos) {
        answers.record(nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * A request has failed, or was refused.
     *
     * @param kind why, in the protocol's words
     */
    public void failed(String kind) {
        String known = failures.size() < MOST_KINDS || failures.containsKey(kind) ? kind : OTHER;
        failures.computeIfAbsent(known, this::counter).increment();
    }

    private Counter counter(String kind) {
        return Counter.builder("celltwin.adapter.request.failures")
                .description("Requests to devices that were refused or not answered")
                .tag(ADAPTER, adapter)
                .tag("kind", kind)
                .register(meters);
    }
}
