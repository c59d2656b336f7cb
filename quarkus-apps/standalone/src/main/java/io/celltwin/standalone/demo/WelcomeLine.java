package io.celltwin.standalone.demo;

import io.celltwin.signin.UsersFile;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;

/** Tells the person at the terminal where to look, as soon as everything is ready. */
@ApplicationScoped
class WelcomeLine {
    private static final long LOOK_MS = 100;

    private final DemoConfig config;
    private final DemoLine line;
    private final SmallRyeHealthReporter health;
    private final Thread waiting = new Thread(this::tellWhenReady, "welcome");

    @Inject
    WelcomeLine(DemoConfig config, DemoLine line, SmallRyeHealthReporter health) {
        this.config = config;
        this.line = line;
        this.health = health;
    }

    void start(@Observes StartupEvent event) {
        System.out.printf("Celltwin is starting at %s ...%n", config.url());
        waiting.setDaemon(true);
        waiting.start();
    }

    private void tellWhenReady() {
        try {
            while (health.getReadiness().isDown()) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            }
        } catch (InterruptedException e) {
            return; // stopped before it was ready
        }
        System.out.printf(
                """

                  Celltwin is up.
                    look at      %s
                    sign in as   %s (first password: %2$s)
                    devices      %s
                    stop with    Ctrl-C

                """,
                config.url(),
                UsersFile.FIRST_USER,
                line.dataSource()
                        .map(source -> "a simulated line, " + source)
                        .orElse("your own; connect one with a POST to " + config.url() + "/v1/devices/..."));
    }

    @PreDestroy
    void stop() {
        waiting.interrupt();
    }
}
