package io.celltwin.standalone.demo;

import com.mongodb.client.MongoClient;
import io.celltwin.lifecycle.alarm.PastAlarms;
import io.celltwin.lifecycle.evidence.RecordRetention;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Looks after the simulated line's stock now and then, as the lifecycle records' account, which made its twins. */
@ApplicationScoped
class StockKeeping {
    private static final Logger LOG = Logger.getLogger(StockKeeping.class);
    private static final String ACCOUNT = "lifecycle-records";
    private static final long EVERY_MINUTES = 10;
    private static final Duration ALARMS_KEPT = Duration.ofDays(7);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final DemoConfig config;
    private final DemoLine line;
    private final SimulatedStock stock;
    private final PastAlarms alarms;
    private final RecordRetention retention;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "simulated-stock");
        thread.setDaemon(true);
        return thread;
    });

    @Inject
    StockKeeping(
            DemoConfig config,
            DemoLine line,
            MongoClient client,
            RecordRetention retention,
            PastAlarms alarms,
            @ConfigProperty(name = "celltwin.lifecycle-records.database", defaultValue = "celltwin") String database) {
        this.config = config;
        this.line = line;
        this.alarms = alarms;
        this.retention = retention;
        this.stock = new SimulatedStock(
                client.getDatabase(database).getCollection("records"),
                this::removeTwin,
                (ids, now) -> retention.remove(ids, "The simulated line keeps no more of its stock.", now));
    }

    void start(@Observes StartupEvent event) {
        if (config.enabled()) {
            timer.scheduleWithFixedDelay(this::run, EVERY_MINUTES, EVERY_MINUTES, TimeUnit.MINUTES);
        }
    }

    private void run() {
        try {
            List<String> devices = line.devices();
            Instant now = Clock.systemUTC().instant();
            int gone = devices.isEmpty() ? 0 : stock.forget(devices, now);
            retention.remove(
                    alarms.before(now.minus(ALARMS_KEPT), Set.copyOf(devices)::contains),
                    "The simulated line keeps its alarms no longer.",
                    now);
            if (gone > 0) {
                LOG.infof(
                        "The simulated line's %d oldest batches in stock are gone: the newest %d are kept",
                        gone, SimulatedStock.BATCHES_KEPT);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warnf("Old batches of the simulated line are still there: %s", e.getMessage());
        } catch (InterruptedException e) {
            LOG.debug("Stopped while old batches were taken away");
        }
    }

    private void removeTwin(String thing) throws IOException, InterruptedException {
        String account = ACCOUNT + ":" + config.password();
        HttpRequest request = HttpRequest.newBuilder(URI.create(config.url() + "/api/2/things/" + thing))
                .timeout(TIMEOUT)
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(account.getBytes(StandardCharsets.UTF_8)))
                .DELETE()
                .build();
        int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != 204 && status != 404) {
            throw new IOException("the twin of " + thing + " cannot be removed, status " + status);
        }
    }

    @PreDestroy
    void stop() {
        timer.shutdownNow();
    }
}
