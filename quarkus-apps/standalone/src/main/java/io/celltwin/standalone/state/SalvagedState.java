package io.celltwin.standalone.state;

import io.celltwin.service.file.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;

/**
 * Exchanges a damaged part of a state directory for what could be salvaged of it.
 *
 * <ol>
 * <li>{@code damaged/<time>/<part>.salvaged} is written and put on the disk.
 * <li>The part is moved to {@code damaged/<time>/<part>}.
 * <li>What was salvaged is moved into its place.
 * </ol>
 * <b>Crash points.</b> Before step 2 the part is in its place, and what there is of a new one is thrown away by the next
 * salvage. Between 2 and 3 the part is missing and its new one whole: the state is unfinished, nothing may start on it, and
 * the next salvage does step 3.
 */
public final class SalvagedState {
    /** Where damaged parts are put, in the state directory. */
    public static final String DAMAGED = "damaged";

    private static final String SALVAGED = ".salvaged";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Path root;
    private final Path damaged;

    /** @param root the state directory, which this process holds */
    public SalvagedState(Path root) {
        this.root = root;
        this.damaged = root.resolve(DAMAGED);
    }

    /** Whether a salvage was broken off between its last two steps. */
    public boolean isUnfinished() throws IOException {
        for (Path salvaged : salvaged()) {
            if (Files.notExists(place(salvaged))) {
                return true;
            }
        }
        return false;
    }

    /** Ends what a salvage that was broken off has left. */
    public void finish() throws IOException {
        for (Path salvaged : salvaged()) {
            if (Files.notExists(place(salvaged))) {
                Files.move(salvaged, place(salvaged), StandardCopyOption.ATOMIC_MOVE);
            } else {
                StateFiles.delete(salvaged);
            }
        }
    }

    /**
     * Exchanges a part.
     *
     * @return where the damaged one is now
     * @throws IOException if it could not be exchanged; then it is in its place as it was, or the state is unfinished
     */
    public Path exchange(StatePart part) throws IOException {
        Path aside = damaged.resolve(TIME.format(Instant.now()));
        OwnerOnly.createDirectories(aside);
        Path salvaged = aside.resolve(part.name() + SALVAGED);
        Path place = root.resolve(part.name());
        try {
            part.salvage().to(place, salvaged);
            StateFiles.sync(salvaged);
        } catch (IOException e) {
            StateFiles.delete(salvaged);
            throw e;
        }
        Files.move(place, aside.resolve(part.name()), StandardCopyOption.ATOMIC_MOVE);
        Files.move(salvaged, place, StandardCopyOption.ATOMIC_MOVE);
        return aside.resolve(part.name());
    }

    private List<Path> salvaged() throws IOException {
        if (!Files.isDirectory(damaged)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(damaged, 2)) {
            return found.filter(path -> path.getFileName().toString().endsWith(SALVAGED))
                    .toList();
        }
    }

    private Path place(Path salvaged) {
        String name = salvaged.getFileName().toString();
        return root.resolve(name.substring(0, name.length() - SALVAGED.length()));
    }
}
