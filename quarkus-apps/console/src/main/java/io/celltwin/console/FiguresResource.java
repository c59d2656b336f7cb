package io.celltwin.console;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.security.Authenticated;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.Set;

/** What the plant wants its key figures to be. */
@Path("/console/figures")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
class FiguresResource {
    private static final Set<String> FIGURES = Set.of(
            "overallEffectiveness",
            "availability",
            "performance",
            "qualityRate",
            "unitsMade",
            "energyPerUnit",
            "energyPerCellEnergy",
            "completeness");

    private final Map<String, Double> targets;

    @Inject
    FiguresResource(ConsoleConfig config) {
        this.targets = config.targets();
    }

    /** A target that is no figure's would be missed by nobody. */
    void check(@Observes StartupEvent event) {
        targets.forEach((figure, target) -> {
            if (!FIGURES.contains(figure) || !(target >= 0) || target.isInfinite()) {
                throw new ConfigurationException(
                        "celltwin.console.targets.%s=%s: there are targets of %s only, each a number that is not negative"
                                .formatted(
                                        figure,
                                        target,
                                        String.join(
                                                ", ", FIGURES.stream().sorted().toList())));
            }
        });
    }

    /** Targets by figure, in the figure's own unit: of a share 0 to 1. */
    record Figures(Map<String, Double> targets) {}

    /** What is to be reached. */
    @GET
    @Authenticated
    public Figures figures() {
        return new Figures(targets);
    }
}
