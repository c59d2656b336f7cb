package io.celltwin.adapter.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** How protocol adapters behave; the same for all in one process. */
@ConfigMapping(prefix = "celltwin.adapter")
public interface AdapterConfig {

    /** How often all registrations are read again, to heal whatever notification was missed. */
    @WithDefault("60S")
    Duration reconcileInterval();

    /** How often a twin is told everything that is known of its device, to heal losses. */
    @WithDefault("5M")
    Duration refreshInterval();

    /** The shortest delay before a device that cannot be reached is tried again; it doubles with each failure. */
    @WithDefault("500ms")
    Duration reconnectMinDelay();

    /** The longest delay before a device that cannot be reached is tried again. */
    @WithDefault("30S")
    Duration reconnectMaxDelay();

    /** After this, a try to connect to a device counts as failed, whatever its driver does. */
    @WithDefault("30S")
    Duration connectTimeout();

    /** By how much a device's clock may differ from this machine's; beyond, the time of reading is used instead. */
    @WithDefault("5M")
    Duration clockTolerance();

    /** How much memory the messages of one adapter may take while the broker is away; the oldest are given up beyond. */
    @WithDefault("32M")
    MemorySize queueSize();

    /**
     * How many messages with values a twin gets in a second at most, in the long run. What comes faster is merged: the twin gets the
     * newest of each value. Alarms do not wait.
     */
    @WithDefault("50")
    int messagesPerSecond();

    /**
     * How long a stopping adapter waits for its last messages to be delivered; half of it for the devices that it hands
     * over to another replica.
     */
    @WithDefault("7S")
    Duration drainTimeout();

    /**
     * After this, a replica that is not heard of counts as dead and others take over its devices. The broker must allow
     * it ({@code group.min.session.timeout.ms}, 6 s by default).
     */
    @WithDefault("8S")
    Duration sessionTimeout();

    /**
     * Into how many parts the replicas of an adapter divide its devices at most, so how many replicas can have work. Only
     * counts when the topic for it is created: not to be changed later.
     */
    @WithDefault("64")
    int partitions();

    /** What is kept on disk while Kafka is away. */
    Backlog backlog();

    /** What is kept on disk while Kafka is away. */
    interface Backlog {

        /** Where; nothing is kept on disk if not given. Each adapter has a directory of its own in it. */
        Optional<Path> directory();

        /** How many bytes of messages an adapter keeps, before compression; the oldest values are dropped beyond. */
        @WithDefault("1G")
        MemorySize maxSize();

        /** How many messages with late values are passed on in a second at most, once Kafka is back. */
        @WithDefault("500")
        int replayPerSecond();
    }

    /** Which devices take commands. */
    Commands commands();

    /** Which devices take commands: none unless their tenant is named here and their registration says so, too. */
    interface Commands {

        /** The tenants whose devices may take commands; none if not given. */
        Optional<Set<String>> tenants();

        /** The models, by name, whose devices may take commands; all if not given. */
        Optional<Set<String>> models();

        /**
         * Whether commands are listened for, so that whoever sends one where none are taken is told why: where a tenant is named they
         * always are. It takes rights on topics and, on Kubernetes, at its API.
         */
        @WithDefault("false")
        boolean listen();

        /** How long a desired property of a twin waits for a device that is not connected. */
        @WithDefault("5M")
        Duration desiredPatience();
    }
}
