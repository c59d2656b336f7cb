package io.celltwin.standalone.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.celltwin.model.ModelCatalog;
import io.celltwin.service.backoff.Backoff;
import io.celltwin.service.backoff.BackoffSequence;
import io.celltwin.simulator.LineOptions;
import io.celltwin.simulator.SimulatedDevice;
import io.celltwin.simulator.SimulatedLine;
import io.celltwin.simulator.plant.PlantSystem;
import io.celltwin.twin.TwinClients;
import io.celltwin.twin.access.TwinAccount;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The simulated line of a new installation: starts its devices, provisions each over the registry's API as an integrator
 * would, and lets a stand-in of the plant's own system report what becomes of the batches.
 */
@ApplicationScoped
class DemoLine {
    private static final Logger LOG = Logger.getLogger(DemoLine.class);
    private static final String ACCOUNT = "plant-system";
    private static final Backoff RETRY = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(10));
    /** The registry of the same process answers within a few tries; whoever is refused for longer is told of. */
    private static final int TRIES_UNTOLD = 5;

    private final DemoConfig config;
    private final String tenant;
    private final Optional<Path> modelsDirectory;
    private final TwinClients twins;
    private final LiveTwins live = new LiveTwins();
    private final Thread starting = new Thread(this::run, "demo-line-start");
    private volatile Set<String> notYetLive = Set.of("simulated devices");
    private volatile SimulatedLine line;
    private volatile PlantSystem plant;

    @Inject
    DemoLine(
            DemoConfig config,
            @ConfigProperty(name = "celltwin.plant.tenant") String tenant,
            @ConfigProperty(name = "celltwin.models.directory") Optional<Path> modelsDirectory,
            TwinClients twins) {
        this.config = config;
        this.tenant = tenant;
        this.modelsDirectory = modelsDirectory;
        this.twins = twins;
    }

    void start(@Observes StartupEvent event) {
        if (config.enabled()) {
            twins.connect(new TwinAccount(ACCOUNT, config.password())).watch(live);
            starting.setDaemon(true);
            starting.start();
        } else {
            notYetLive = Set.of();
        }
    }

    /** The devices whose twins have not been live since the start; none where there is no simulated line. */
    Set<String> notYetLive() {
        SimulatedLine running = line;
        if (running != null && !notYetLive.isEmpty()) {
            notYetLive = live.missing(
                    running.devices().stream().map(SimulatedDevice::deviceId).collect(Collectors.toSet()));
        }
        return notYetLive;
    }

    /** The thing ids of the line's devices; none while or where there is none. */
    List<String> devices() {
        SimulatedLine running = line;
        return running == null
                ? List.of()
                : running.devices().stream().map(SimulatedDevice::deviceId).toList();
    }

    /** Where the line's values come from, for people; empty while or where there is none. */
    Optional<String> dataSource() {
        return Optional.ofNullable(line).map(SimulatedLine::dataSource);
    }

    private void run() {
        try {
            SimulatedLine started = SimulatedLine.start(options());
            List<String> packs = started.devices().stream()
                    .map(SimulatedDevice::deviceId)
                    .filter(id -> id.contains(":pack-"))
                    .toList();
            plant = new PlantSystem(config.url(), ACCOUNT, config.password(), packs);
            started.addListener(plant);
            line = started;
            RegistryClient registry = new RegistryClient(config.url(), ACCOUNT, config.password());
            for (SimulatedDevice device : started.devices()) {
                provision(registry, device);
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("There is no simulated line: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            LOG.debug("Stopped while the simulated line was starting");
        }
    }

    private LineOptions options() {
        LineOptions usual = LineOptions.usual(config.directory())
                .withModels(modelsDirectory.map(ModelCatalog::new).orElseGet(ModelCatalog::bundled));
        return config.replay().map(usual::withReplay).orElse(usual);
    }

    /** The registry starts beside this thread, so it may take a moment until it answers. */
    private void provision(RegistryClient registry, SimulatedDevice device) throws InterruptedException {
        BackoffSequence retry = RETRY.sequence();
        while (true) {
            try {
                registry.provision(tenant, device.deviceId(), registration(device));
                return;
            } catch (IOException e) {
                Duration delay = retry.next();
                LOG.logf(
                        retry.failures() == TRIES_UNTOLD ? Logger.Level.WARN : Logger.Level.DEBUG,
                        "%s of the simulated line is not registered, and is tried again: %s",
                        device.deviceId(),
                        e.getMessage());
                Thread.sleep(delay.toMillis());
            }
        }
    }

    private static ObjectNode registration(SimulatedDevice device) {
        ObjectNode registration = JsonNodeFactory.instance.objectNode();
        ObjectNode celltwin = registration.putObject("ext").putObject("celltwin");
        celltwin.put("model", device.model()).put("address", device.address().toString());
        ObjectNode attributes = new ObjectMapper().valueToTree(device.attributes());
        celltwin.set("attributes", attributes.put("dataSource", device.dataSource()));
        return registration;
    }

    @PreDestroy
    void stop() throws InterruptedException {
        starting.interrupt();
        starting.join();
        if (line != null) {
            plant.close();
            line.close();
        }
    }
}
