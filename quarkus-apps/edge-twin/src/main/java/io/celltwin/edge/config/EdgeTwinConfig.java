package io.celltwin.edge.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The twin service. */
@ConfigMapping(prefix = "celltwin.edge-twin")
public interface EdgeTwinConfig {

    /** Where the twins are kept. */
    @WithDefault("data/edge-twin")
    Path directory();

    /**
     * The file with the key that connections are encrypted with, 32 random bytes in Base64; made if it is absent. By
     * default {@code connections.key} in the twins' directory.
     */
    Optional<Path> connectionKey();

    /** The namespace of a thing or policy that is created without an id. */
    @WithDefault("demo")
    String defaultNamespace();

    /**
     * The policies whose implicit entries come to every policy of a namespace, by a pattern of namespaces: one by its
     * name, those below one ({@code com.acme.*}), or all ({@code *}).
     */
    Map<String, List<String>> namespacePolicies();

    /** Who may create things and policies. */
    EntityCreation entityCreation();

    /** What policies do with time and tokens. */
    Policies policies();

    /** From where Thing Models are fetched. */
    ThingModels thingModels();

    /** How much is written and kept. */
    History history();

    /** How much may be asked of the service. */
    Limits limits();

    /** Who may create things and policies. */
    interface EntityCreation {
        /** Whoever one of these fits may; by default engineers, services and connections' subjects of integrations. */
        List<CreationRule> grant();

        /** Whoever one of these fits may not. */
        List<CreationRule> revoke();
    }

    /** Fits what all its parts fit; a part that is not said fits all. */
    interface CreationRule {
        /** {@code thing}, {@code policy}. */
        Optional<List<String>> resourceTypes();

        /** Names, with {@code *} and {@code ?} as wildcards. */
        Optional<List<String>> namespaces();

        /** Subjects of the sender, with the same wildcards. */
        Optional<List<String>> authSubjects();
    }

    /** What policies do with time and tokens. */
    interface Policies {
        /** To what the time at which a subject expires is rounded up when it is written. */
        @WithDefault("1h")
        Duration subjectExpiryGranularity();

        /** To what the time before it at which that is announced is rounded up. */
        @WithDefault("1m")
        Duration subjectDeletionAnnouncementGranularity();

        /**
         * The subject that the action {@code activateTokenIntegration} adds to an entry: a template over the claims of
         * the caller's token and the label of the entry.
         */
        @WithDefault("integration:{{policy-entry:label}}:{{jwt:aud}}")
        String tokenIntegrationSubject();
    }

    /** From where Thing Models are fetched. */
    interface ThingModels {
        /** What the URLs of models begin with; none is fetched from elsewhere. */
        Optional<List<String>> urls();
    }

    /** How much is written and kept. */
    interface History {
        /** How many changes of each thing and policy are kept. */
        @WithDefault("1000")
        int changesKept();

        /** How long changes are kept, if there are not too many; for ever if it is not said. */
        Optional<Duration> keptFor();

        /** After how many changes the whole state is written again. */
        @WithDefault("50")
        int changesPerSnapshot();
    }

    /** How much may be asked of the service. */
    interface Limits {
        /** The length of a thing's JSON at most. */
        @WithDefault("102400")
        long thingBytes();

        /** The length of a policy's JSON at most. */
        @WithDefault("102400")
        long policyBytes();

        /** The length of the body of an HTTP request and of a message that comes by a connection at most. */
        @WithDefault("1048576")
        int requestBytes();

        /** How many connections there may be. */
        @WithDefault("50")
        int connections();

        /** How many writes may wait for the disk; more are refused with status 429. */
        @WithDefault("8192")
        int waitingWrites();

        /** How many messages to things may wait for their response; more are refused with status 429. */
        @WithDefault("1024")
        int waitingForResponse();

        /**
         * How many messages may wait for a WebSocket's peer to read them; then it is closed. How many events and
         * messages may wait to leave by a connection; more are left out and counted.
         */
        @WithDefault("8192")
        int waitingMessages();

        /** How many commands of one WebSocket are executed at a time. */
        @WithDefault("1024")
        int commandsInFlight();

        /** How many frames of one WebSocket are read each second, further ones later; all if it is not said. */
        OptionalInt framesPerSecond();
    }
}
