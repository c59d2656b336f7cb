package io.celltwin.standalone.disk;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Tells by readiness and metrics whether there is room on the disk. Not ready means that writes are refused; reads go on. */
@Readiness
@ApplicationScoped
class DiskHealth implements HealthCheck {
    private static final double YES = 1;
    private static final double NO = 0;

    private final DiskGuard disk;
    private final MeterRegistry metrics;

    @Inject
    DiskHealth(DiskGuard disk, MeterRegistry metrics) {
        this.disk = disk;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        Gauge.builder("celltwin.disk.free", disk, DiskGuard::freeBytes)
                .baseUnit("bytes")
                .description("free space of the state directory's disk")
                .register(metrics);
        Gauge.builder("celltwin.disk.reserve", disk, guard -> guard.reserve().bytes())
                .baseUnit("bytes")
                .description("free space below which writes are refused")
                .register(metrics);
        Gauge.builder("celltwin.disk.writable", disk, guard -> guard.hasRoom() ? YES : NO)
                .description("whether writes are taken")
                .register(metrics);
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("disk")
                .status(disk.hasRoom())
                .withData("state", disk.hasRoom() ? "has room" : disk.refusal())
                .withData("free bytes", disk.freeBytes())
                .withData("reserve bytes", disk.reserve().bytes())
                .build();
    }
}
