package io.celltwin.registry;

import io.celltwin.registry.adapters.AdapterEndpoints;
import io.celltwin.registry.commands.CommandRouting;
import io.celltwin.registry.store.RegistryFile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when records can be read and written and adapters can connect. Without Kafka the registry is of use all the
 * same; whether commands are routed is told as data.
 */
@Readiness
@ApplicationScoped
class RegistryReadiness implements HealthCheck {
    private final RegistryFile file;
    private final AdapterEndpoints endpoints;
    private final CommandRouting commands;

    @Inject
    RegistryReadiness(RegistryFile file, AdapterEndpoints endpoints, CommandRouting commands) {
        this.file = file;
        this.endpoints = endpoints;
        this.commands = commands;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("device registry")
                .status(file.isOpen() && endpoints.isListening())
                .withData("records", file.isOpen() ? "open" : "closed")
                .withData("adapters can connect", endpoints.isListening())
                .withData("commands are routed", commands.isConsuming())
                .build();
    }
}
