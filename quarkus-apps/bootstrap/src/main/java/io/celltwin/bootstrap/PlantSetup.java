package io.celltwin.bootstrap;

import io.celltwin.bootstrap.config.BootstrapConfig;
import io.celltwin.bootstrap.ditto.ConnectionSource;
import io.celltwin.bootstrap.ditto.ConnectionStep;
import io.celltwin.bootstrap.ditto.DevicePoliciesStep;
import io.celltwin.bootstrap.ditto.FormerPoliciesStep;
import io.celltwin.bootstrap.ditto.KafkaAddress;
import io.celltwin.bootstrap.ditto.PartnerConnections;
import io.celltwin.bootstrap.ditto.PlantConnections;
import io.celltwin.bootstrap.ditto.PolicyStep;
import io.celltwin.bootstrap.ditto.SharedPolicies;
import io.celltwin.bootstrap.hono.Devices;
import io.celltwin.bootstrap.hono.TenantStep;
import io.celltwin.bootstrap.http.Authorization;
import io.celltwin.bootstrap.http.BasicCredentials;
import io.celltwin.bootstrap.http.JsonService;
import io.celltwin.bootstrap.http.TokenAuthorization;
import io.celltwin.bootstrap.job.Later;
import io.celltwin.bootstrap.job.RefusedException;
import io.celltwin.bootstrap.job.SetupJob;
import io.celltwin.bootstrap.job.Step;
import io.celltwin.bootstrap.kafka.TopicsStep;
import io.celltwin.bootstrap.models.ModelsStep;
import io.celltwin.model.ModelCatalog;
import io.celltwin.policy.PolicyConfig;
import io.celltwin.policy.RoleSubjects;
import io.celltwin.service.backoff.Backoff;
import io.celltwin.service.kafka.KafkaClientSettings;
import io.celltwin.service.oauth2.ClientCredentials;
import io.celltwin.service.oauth2.OAuth2Client;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Knows from the configuration what a plant needs. */
@ApplicationScoped
public class PlantSetup {
    private static final String REGISTRY = "celltwin.bootstrap.registry";
    private static final String DITTO = "celltwin.bootstrap.ditto";

    private final BootstrapConfig config;
    private final RoleSubjects subjects;
    private final ModelCatalog models;
    private final Map<String, Object> kafka;
    private final Function<String, Optional<String>> environment;

    @Inject
    PlantSetup(
            BootstrapConfig config,
            PolicyConfig policies,
            @ConfigProperty(name = "celltwin.models.directory") Optional<Path> modelsDirectory,
            @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this(
                config,
                RoleSubjects.configured(policies),
                modelsDirectory.map(ModelCatalog::new).orElseGet(ModelCatalog::bundled),
                kafka,
                name -> Optional.ofNullable(System.getenv(name)));
    }

    PlantSetup(
            BootstrapConfig config,
            RoleSubjects subjects,
            ModelCatalog models,
            Map<String, Object> kafka,
            Function<String, Optional<String>> environment) {
        this.config = config;
        this.subjects = subjects;
        this.models = models;
        this.kafka = kafka;
        this.environment = environment;
    }

    /**
     * The job that does it.
     *
     * @throws RefusedException if a setting is wrong
     */
    public SetupJob job() throws RefusedException {
        check();
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(config.timeout())
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        return new SetupJob(steps(http), backoff());
    }

    private Backoff backoff() throws RefusedException {
        try {
            return new Backoff(config.retryMinDelay(), config.retryMaxDelay());
        } catch (IllegalArgumentException e) {
            throw new RefusedException("celltwin.bootstrap.retry-min-delay and retry-max-delay: " + e.getMessage());
        }
    }

    private void check() throws RefusedException {
        if (!config.tenant().matches("[A-Za-z0-9_.-]+")) {
            throw new RefusedException("celltwin.bootstrap.tenant: '" + config.tenant() + "' is no Hono tenant id");
        }
        if (config.consumers() < 1) {
            throw new RefusedException("celltwin.bootstrap.consumers: must be at least 1");
        }
        if (!config.namespace().matches("[A-Za-z]\\w*([.-][A-Za-z]\\w*)*")) {
            throw new RefusedException(
                    "celltwin.bootstrap.namespace: '" + config.namespace() + "' is no Ditto namespace");
        }
    }

    /** In the order in which they let values flow soonest. */
    private List<Step> steps(HttpClient http) throws RefusedException {
        List<Step> steps = new ArrayList<>();
        BootstrapConfig.Registry hono = config.registry();
        JsonService registry =
                new JsonService("Hono's registry", hono.url(), http, account(http, hono), config.timeout());
        steps.add(new TenantStep(registry, config.tenant()));
        BootstrapConfig.Topics topics = config.topics();
        if (topics.create()) {
            KafkaClientSettings reached = new KafkaClientSettings(kafka);
            steps.add(new TopicsStep(
                    reached, TopicsStep.ofTenant(config.tenant()), topics.partitions(), topics.replicationFactor()));
            // Each consumer needs a partition of its own.
            steps.add(new TopicsStep(
                    reached,
                    List.of(TopicsStep.ofValues(config.tenant())),
                    Optional.of(config.consumers()),
                    topics.replicationFactor()));
        }
        JsonService devops = twinService(http, devops(http));
        Optional<Step> served = served(http);
        served.ifPresent(steps::add);
        List<String> makingThings = PlantConnections.makingThings(config.tenant());
        for (ConnectionSource connection : connections()) {
            Step step = new ConnectionStep(devops, connection);
            steps.add(served.filter(first -> makingThings.contains(connection.id()))
                    .<Step>map(first -> new Later(first, step))
                    .orElse(step));
        }
        JsonService ditto = twinService(http, keeper(http));
        SharedPolicies shared =
                new SharedPolicies(config.namespace(), subjects, config.ditto().subject());
        shared.of(models).forEach(policy -> steps.add(new PolicyStep(ditto, policy)));
        if (config.devicePolicies() != BootstrapConfig.DevicePolicies.OFF) {
            Devices devices = new Devices(registry, config.tenant());
            steps.add(new FormerPoliciesStep(devices, devops, shared.formerIds(models)));
            steps.add(new DevicePoliciesStep(
                    devices,
                    devops,
                    models,
                    subjects,
                    config.devicePolicies() == BootstrapConfig.DevicePolicies.REPAIR));
        }
        return steps;
    }

    private Optional<Step> served(HttpClient http) {
        return config.modelsUrl()
                .map(url -> new ModelsStep(
                        new JsonService("Thing models", url, http, Optional::empty, config.timeout()),
                        models.all().get(0)));
    }

    private List<ConnectionSource> connections() throws RefusedException {
        List<ConnectionSource> all = new ArrayList<>(new PlantConnections(
                        config.tenant(),
                        config.everyNamespace() ? Optional.empty() : Optional.of(config.namespace()),
                        subjects,
                        kafkaAddress(),
                        config.consumers())
                .all());
        if (config.partnerConnections().isPresent()) {
            all.addAll(new PartnerConnections(config.partnerConnections().get(), environment).all());
        }
        return all;
    }

    private KafkaAddress kafkaAddress() throws RefusedException {
        BootstrapConfig.Kafka address = config.kafka();
        Optional<KafkaAddress.SaslCredentials> credentials = pair(
                        "celltwin.bootstrap.kafka", address.username(), address.password())
                .map(user ->
                        new KafkaAddress.SaslCredentials(user.username(), user.password(), address.saslMechanism()));
        return new KafkaAddress(address.bootstrapServers(), address.tls(), address.caFile(), credentials);
    }

    private JsonService twinService(HttpClient http, Authorization authorization) {
        return new JsonService("Ditto", config.ditto().url(), http, authorization, config.timeout());
    }

    private Authorization account(HttpClient http, BootstrapConfig.Registry hono) throws RefusedException {
        Optional<BasicCredentials> account = pair(REGISTRY, hono.username(), hono.password());
        return account.isPresent() ? presented(http, REGISTRY, account.get(), hono.tokenEndpoint()) : Optional::empty;
    }

    private Authorization keeper(HttpClient http) throws RefusedException {
        BootstrapConfig.Ditto ditto = config.ditto();
        return presented(http, DITTO, new BasicCredentials(ditto.username(), ditto.password()), ditto.tokenEndpoint());
    }

    private Authorization devops(HttpClient http) throws RefusedException {
        BootstrapConfig.Ditto ditto = config.ditto();
        Optional<BasicCredentials> account = pair(DITTO + ".devops", ditto.devopsUsername(), ditto.devopsPassword());
        return account.isPresent() ? account.get() : keeper(http);
    }

    private Authorization presented(
            HttpClient http, String prefix, BasicCredentials account, Optional<URI> tokenEndpoint)
            throws RefusedException {
        if (tokenEndpoint.isEmpty()) {
            return account;
        }
        try {
            OAuth2Client client =
                    new OAuth2Client(tokenEndpoint.get(), account.username(), account.password(), Optional.empty());
            return new TokenAuthorization(new ClientCredentials(client, http, config.timeout()));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(prefix + ".token-endpoint: " + e.getMessage());
        }
    }

    private static Optional<BasicCredentials> pair(String prefix, Optional<String> username, Optional<String> password)
            throws RefusedException {
        if (username.isPresent() != password.isPresent()) {
            throw new RefusedException(prefix + ": a username needs a password and a password a username");
        }
        return username.map(name -> new BasicCredentials(name, password.get()));
    }
}
