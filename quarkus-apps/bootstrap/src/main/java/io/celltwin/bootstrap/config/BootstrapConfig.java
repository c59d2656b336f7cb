package io.celltwin.bootstrap.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What a plant needs to be set up, and where. */
@ConfigMapping(prefix = "celltwin.bootstrap")
public interface BootstrapConfig {

    /** The Hono tenant of the plant. */
    @WithDefault("${celltwin.plant.tenant:demo}")
    String tenant();

    /** The namespace of the plant's things. */
    @WithDefault("${celltwin.bootstrap.tenant:${celltwin.plant.tenant:demo}}")
    String namespace();

    /**
     * Whether the connections tell of things in every namespace, not in that one alone: where no other plant has things at the same twin
     * service, a device with an id of another namespace takes commands and is seen by the apps, too.
     */
    @WithDefault("false")
    boolean everyNamespace();

    /** How long services that do not answer yet are waited for. */
    @WithDefault("5M")
    Duration deadline();

    /** The pause before the first new try; it doubles with each. */
    @WithDefault("200ms")
    Duration retryMinDelay();

    /** The longest pause between two tries. */
    @WithDefault("5S")
    Duration retryMaxDelay();

    /** How long one answer is waited for. */
    @WithDefault("10S")
    Duration timeout();

    /**
     * How many consumers the twin service's connection for values has. Eclipse Ditto takes 500 messages a second for each,
     * unless it is told otherwise.
     */
    @WithDefault("1")
    int consumers();

    /** Where twins' definitions lead to; if given, no values flow before models are to be had there. */
    @WithDefault("${celltwin.models.url:}")
    Optional<URI> modelsUrl();

    /** What is done about twins of devices whose policy lets nobody in but the adapters; needs Ditto's operator. */
    @WithDefault("off")
    DevicePolicies devicePolicies();

    /** What is done about twins of devices whose policy lets nobody in but the adapters. */
    enum DevicePolicies {
        /** They are not looked for. */
        OFF,
        /** They are named, and the job fails if there are any. */
        REPORT,
        /** They get the policy that they should have. */
        REPAIR
    }

    /** A directory of further connections, one Ditto connection a file, whose name is the connection's id. */
    Optional<Path> partnerConnections();

    /** Hono's device registry. */
    Registry registry();

    /** The twin service. */
    Ditto ditto();

    /** How the twin service reaches Kafka. */
    Kafka kafka();

    /** The plant's topics. How this job reaches Kafka is said by the keys {@code kafka.*}, as for all apps. */
    Topics topics();

    /** Hono's device registry. */
    interface Registry {

        /** The management API, without {@code /v1}. */
        @WithDefault("${celltwin.registry.http-url:http://127.0.0.1:8080}")
        URI url();

        /** The account, if one is needed; with a token endpoint the client id. */
        Optional<String> username();

        /** Its password; with a token endpoint the client secret. */
        Optional<String> password();

        /** Where a token is had with OAuth2 client credentials; without it the account is presented by HTTP Basic. */
        Optional<URI> tokenEndpoint();
    }

    /** The twin service. */
    interface Ditto {

        /** The HTTP API, without {@code /api/2}. */
        @WithDefault("${celltwin.ditto.url:http://127.0.0.1:8080}")
        URI url();

        /** The account that policies are kept with; with a token endpoint the client id. */
        @WithDefault("bootstrap")
        String username();

        /** Its password; with a token endpoint the client secret. */
        String password();

        /** Where a token is had with OAuth2 client credentials; without it accounts are presented by HTTP Basic. */
        Optional<URI> tokenEndpoint();

        /** The account's subject id, which the shared policies let change them. */
        @WithDefault("celltwin:bootstrap")
        String subject();

        /** The account that manages connections (Ditto's {@code devops}), by HTTP Basic; by default the same account. */
        Optional<String> devopsUsername();

        /** Its password. */
        Optional<String> devopsPassword();
    }

    /** How the twin service reaches Kafka. */
    interface Kafka {

        /** Addresses {@code host:port}, separated by commas. */
        @WithDefault("${kafka.bootstrap.servers:127.0.0.1:9092}")
        String bootstrapServers();

        /** Whether it connects with TLS. */
        @WithDefault("false")
        boolean tls();

        /** A file of certificates to trust (PEM), where the twin service does not know the broker's authority anyway. */
        Optional<Path> caFile();

        /** The user, if the broker asks for one. */
        Optional<String> username();

        /** The user's password. */
        Optional<String> password();

        /** {@code plain}, {@code scram-sha-256} or {@code scram-sha-512}. */
        @WithDefault("scram-sha-512")
        String saslMechanism();
    }

    /** The plant's topics. */
    interface Topics {

        /** Whether they are created; else they are somebody else's work. */
        @WithDefault("false")
        boolean create();

        /** Partitions of each, by default the broker's. A topic with fewer gets more, one with more keeps them. */
        Optional<Integer> partitions();

        /** Replicas of each topic that is created, by default the broker's. */
        Optional<Short> replicationFactor();
    }
}
