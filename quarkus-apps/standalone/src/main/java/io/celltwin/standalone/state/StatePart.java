package io.celltwin.standalone.state;

import io.celltwin.edge.store.JournalException;
import io.celltwin.edge.store.TwinsReport;
import io.celltwin.edge.store.TwinsSalvage;
import io.celltwin.mongodb.StoreReport;
import io.celltwin.mongodb.StoreSalvage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A directory in the state directory that can be read around what is damaged in it.
 *
 * @param name its name
 * @param check reads all and changes nothing
 * @param salvage brings what can be read into a new directory
 */
public record StatePart(String name, Check check, Salvage salvage) {
    private static final String REGISTRY = "registry.mv.db";

    /** All of them. */
    public static final List<StatePart> ALL = List.of(
            new StatePart("twins", StatePart::checkTwins, StatePart::salvageTwins),
            new StatePart(
                    "documents",
                    directory -> report(StoreSalvage.checkDocuments(directory)),
                    (directory, target) -> report(StoreSalvage.salvageDocuments(directory, target))),
            new StatePart(
                    "registry",
                    directory -> report(StoreSalvage.checkRecords(directory.resolve(REGISTRY))),
                    StatePart::salvageRegistry));

    /** Reads a part. */
    @FunctionalInterface
    public interface Check {
        /** @throws IOException if it cannot be read at all */
        PartReport of(Path directory) throws IOException;
    }

    /** Salvages a part. */
    @FunctionalInterface
    public interface Salvage {
        /** @throws IOException if it cannot be read at all, or the new directory cannot be written */
        PartReport to(Path directory, Path target) throws IOException;
    }

    private static PartReport checkTwins(Path directory) throws IOException {
        try {
            return report(TwinsSalvage.check(directory));
        } catch (JournalException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static PartReport salvageTwins(Path directory, Path target) throws IOException {
        try {
            return report(TwinsSalvage.salvage(directory, target));
        } catch (JournalException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static PartReport salvageRegistry(Path directory, Path target) throws IOException {
        Files.createDirectories(target);
        return report(StoreSalvage.salvageRecords(directory.resolve(REGISTRY), target.resolve(REGISTRY)));
    }

    private static PartReport report(TwinsReport report) {
        return new PartReport(report.entities() + " things and policies", report.damaged(), report.losses());
    }

    private static PartReport report(StoreReport report) {
        return new PartReport(report.entries() + " records", !report.losses().isEmpty(), report.losses());
    }
}
