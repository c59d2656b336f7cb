package io.celltwin.standalone;

import io.celltwin.standalone.state.PartReport;
import io.celltwin.standalone.state.SalvagedState;
import io.celltwin.standalone.state.StatePart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code celltwin salvage}: brings what can be read of damaged files into new ones and names what is lost. */
@Command(name = "salvage")
final class SalvageCommand implements Callable<Integer> {
    @Option(names = "--state", paramLabel = "DIR", defaultValue = "state")
    private Path state;

    @Override
    public Integer call() {
        boolean damaged = false;
        boolean failed = false;
        try (StateDirectory directory = StateDirectory.takeExisting(state)) {
            SalvagedState salvaged = new SalvagedState(directory.root());
            salvaged.finish();
            for (StatePart part : StatePart.ALL) {
                Path place = directory.of(part.name());
                try {
                    damaged |= Files.exists(place) && salvage(part, place, salvaged);
                } catch (IOException e) {
                    System.out.printf("%s: not salvaged. %s%n", part.name(), e.getMessage());
                    failed = true;
                }
            }
        } catch (IOException e) {
            throw new CannotStart("Not salvaged: " + e.getMessage());
        }
        if (!damaged && !failed) {
            System.out.println("Nothing is damaged, so nothing was done.");
        }
        return failed ? 1 : 0;
    }

    private static boolean salvage(StatePart part, Path place, SalvagedState salvaged) throws IOException {
        PartReport report = part.check().of(place);
        if (!report.damaged()) {
            return false;
        }
        Path aside = salvaged.exchange(part);
        System.out.printf("%s: %s are kept, the damaged ones are in %s%n", part.name(), report.content(), aside);
        report.losses().forEach(loss -> System.out.println("  " + loss));
        return true;
    }
}
