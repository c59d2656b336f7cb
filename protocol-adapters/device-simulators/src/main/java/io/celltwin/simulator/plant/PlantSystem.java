package io.celltwin.simulator.plant;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.FailsafeExecutor;
import io.celltwin.service.backoff.Backoff;
import io.celltwin.service.failure.Failures;
import io.celltwin.simulator.batch.Batch;
import io.celltwin.simulator.batch.BatchListener;
import io.celltwin.simulator.batch.ProcessStep;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Stands in for the plant's manufacturing execution system: tells the lifecycle records, over their public HTTP interface,
 * what becomes of batches and packs.
 *
 * <p>A batch is {@code made} after filling, {@code formed} and {@code graded} after formation. Batch n of the first as many
 * as there are packs is built into pack n: the batch is {@code packed}, the pack {@code packed} with it and then
 * {@code in service}. Later batches go to stock. Reports are sent in order; one that fails for want of an answer is
 * repeated with growing pauses and given up after {@value #MOST_ATTEMPTS} attempts, one that is refused is given up at once.
 */
public final class PlantSystem implements BatchListener, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(PlantSystem.class);

    private static final int MOST_WAITING = 256;
    private static final int MOST_ATTEMPTS = 20;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final URI base;
    private final String authorization;
    private final List<String> packs;
    private final FailsafeExecutor<Integer> repeating;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final BlockingQueue<StateReport> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final Thread sender = new Thread(this::send, "plant-system");

    /**
     * Starts to send.
     *
     * @param base of the HTTP interface, for example {@code http://127.0.0.1:8080}
     * @param user for HTTP Basic authentication
     * @param password its password
     * @param packs thing ids of the packs that are built, in order
     */
    public PlantSystem(URI base, String user, String password, List<String> packs) {
        this(base, user, password, packs, new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30)));
    }

    PlantSystem(URI base, String user, String password, List<String> packs, Backoff backoff) {
        this.base = base;
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString((user + ':' + password).getBytes(StandardCharsets.UTF_8));
        this.packs = List.copyOf(packs);
        this.repeating = Failsafe.with(backoff.<Integer>retryPolicy()
                .handle(IOException.class)
                .handleResultIf(PlantSystem::isWorthRepeating)
                .withMaxAttempts(MOST_ATTEMPTS)
                .build());
        sender.setDaemon(true);
        sender.start();
    }

    @Override
    public void passed(Batch batch, ProcessStep step, Instant at) {
        switch (step) {
            case COATING, CALENDERING -> {
                // The electrode is not a cell yet.
            }
            case FILLING -> report(batch.id(), "made", Optional.of(at), List.of());
            case FORMATION -> {
                report(batch.id(), "formed", Optional.of(at), List.of());
                // What follows is done after the line has told, by a clock of its own, that the batch is formed.
                reportNow(batch.id(), "graded", List.of());
                if (batch.number() <= packs.size()) {
                    String pack = packs.get((int) batch.number() - 1);
                    reportNow(batch.id(), "packed", List.of());
                    reportNow(pack, "packed", List.of(batch.id()));
                    reportNow(pack, "in service", List.of());
                }
            }
        }
    }

    /** How many reports were accepted. */
    public long delivered() {
        return delivered.get();
    }

    /** How many reports were refused, given up, or not taken because too many were waiting. */
    public long lost() {
        return lost.get();
    }

    /** Stops sending; what waits is dropped. */
    @Override
    public void close() {
        sender.interrupt();
    }

    private void reportNow(String thingId, String state, List<String> batches) {
        report(thingId, state, Optional.empty(), batches);
    }

    private void report(String thingId, String state, Optional<Instant> at, List<String> batches) {
        if (!waiting.offer(new StateReport(thingId, state, at, batches))) {
            lost.incrementAndGet();
        }
    }

    private void send() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                deliver(waiting.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(StateReport report) throws InterruptedException {
        String trouble;
        try {
            int status = repeating.get(
                    () -> http.send(request(report), BodyHandlers.discarding()).statusCode());
            if (status < 300) {
                delivered.incrementAndGet();
                return;
            }
            trouble = "status " + status;
        } catch (FailsafeException e) {
            if (Failures.root(e) instanceof InterruptedException interruption) {
                throw interruption;
            }
            trouble = Failures.reason(e);
        }
        lost.incrementAndGet();
        LOG.warnf("The state %s of %s was not recorded: %s", report.state(), report.thingId(), trouble);
    }

    private HttpRequest request(StateReport report) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("state", report.state());
        report.at().ifPresent(at -> body.put("at", at.toString()));
        if (!report.batches().isEmpty()) {
            report.batches().forEach(body.putArray("batches")::add);
        }
        return HttpRequest.newBuilder(base.resolve("/lifecycle/things/" + report.thingId() + "/states"))
                .timeout(TIMEOUT)
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
    }

    /** Not there yet (a twin appears with its first message), too busy, or broken for now. */
    private static boolean isWorthRepeating(int status) {
        return status == 404 || status == 408 || status == 429 || status >= 500;
    }
}
