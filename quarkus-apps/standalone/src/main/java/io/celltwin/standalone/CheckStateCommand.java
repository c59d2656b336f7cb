package io.celltwin.standalone;

import io.celltwin.standalone.state.PartReport;
import io.celltwin.standalone.state.StatePart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code celltwin check-state}: reads all that is kept and says what of it is damaged. */
@Command(name = "check-state")
final class CheckStateCommand implements Callable<Integer> {
    @Option(names = "--state", paramLabel = "DIR", defaultValue = "state")
    private Path state;

    @Override
    public Integer call() throws IOException {
        boolean sound = true;
        try (StateDirectory directory = StateDirectory.takeExisting(state)) {
            for (StatePart part : StatePart.ALL) {
                sound &= isSound(part, directory.of(part.name()));
            }
        }
        if (!sound) {
            System.out.println("Bring a copy back, or run 'celltwin salvage' to keep what can be read.");
        }
        return sound ? 0 : 1;
    }

    private static boolean isSound(StatePart part, Path place) {
        if (Files.notExists(place)) {
            System.out.printf("%s: not there%n", part.name());
            return true;
        }
        try {
            PartReport report = part.check().of(place);
            System.out.println(part.name() + ": " + said(report));
            report.losses().forEach(loss -> System.out.println("  " + loss));
            return !report.damaged();
        } catch (IOException e) {
            System.out.println(part.name() + ": " + e.getMessage());
            return false;
        }
    }

    private static String said(PartReport report) {
        if (!report.damaged()) {
            return report.content() + ", sound";
        }
        return report.losses().isEmpty()
                ? "damaged, but all of its " + report.content() + " can be salvaged"
                : "damaged; " + report.content() + " can be salvaged";
    }
}
