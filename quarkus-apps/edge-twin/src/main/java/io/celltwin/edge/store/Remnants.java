package io.celltwin.edge.store;

import io.celltwin.edge.entity.Change;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.ditto.json.JsonObject;

/**
 * Brings together what three families of records have of each entity, entity by entity: the keys of all three are in the
 * same order, since no id has a zero byte, which ends the entity's part of a change's key.
 */
final class Remnants implements AutoCloseable {
    private final Source snapshots;
    private final Source bases;
    private final Source changes;
    private boolean hasUnreadable;

    /** One family and the entity that its present record belongs to; nothing at its end. */
    private static final class Source {
        private final SoundRecords records;
        private final boolean ofChanges;
        private Optional<byte[]> entity = Optional.empty();

        Source(SoundRecords records, boolean ofChanges) {
            this.records = records;
            this.ofChanges = ofChanges;
            advance();
        }

        void advance() {
            entity = Optional.empty();
            while (entity.isEmpty() && records.next()) {
                byte[] key = records.key();
                if (!ofChanges) {
                    entity = Optional.of(key);
                } else if (Keys.isChange(key)) {
                    entity = Optional.of(Keys.entityOfChange(key));
                }
            }
        }

        boolean isAt(byte[] key) {
            return entity.isPresent() && Arrays.equals(entity.get(), key);
        }
    }

    Remnants(RocksFiles files) {
        snapshots = new Source(new SoundRecords(() -> files.walk(files.snapshots())), false);
        bases = new Source(new SoundRecords(() -> files.walk(files.bases())), false);
        changes = new Source(new SoundRecords(() -> files.walk(files.changes())), true);
    }

    /** The next entity that any family has something of; nothing at the end. */
    Optional<Remains> next() {
        Optional<byte[]> next = Stream.of(snapshots, bases, changes)
                .flatMap(source -> source.entity.stream())
                .min(Arrays::compareUnsigned);
        if (next.isEmpty()) {
            return Optional.empty();
        }
        EntityKey key = Keys.entity(next.get());
        Optional<Entity> snapshot = state(snapshots, next.get(), key);
        Optional<Entity> base = state(bases, next.get(), key);
        long newest = Stream.concat(snapshot.stream(), base.stream())
                .mapToLong(Entity::revision)
                .max()
                .orElse(0);
        List<Change> found = new ArrayList<>();
        while (changes.isAt(next.get())) {
            newest = Math.max(newest, Keys.revision(changes.records.key()));
            change(key).ifPresent(found::add);
            changes.advance();
        }
        return Optional.of(new Remains(key, snapshot, base, found, newest));
    }

    private Optional<Entity> state(Source source, byte[] entity, EntityKey key) {
        if (!source.isAt(entity)) {
            return Optional.empty();
        }
        Optional<Entity> state;
        try {
            state = Optional.of(Entity.fromBytes(key, source.records.value()));
            state.get().json();
        } catch (RuntimeException unreadable) {
            hasUnreadable = true;
            state = Optional.empty();
        }
        source.advance();
        return state;
    }

    private Optional<Change> change(EntityKey key) {
        try {
            return Optional.of(
                    Change.fromJson(key, JsonObject.of(new String(changes.records.value(), StandardCharsets.UTF_8))));
        } catch (RuntimeException unreadable) {
            hasUnreadable = true;
            return Optional.empty();
        }
    }

    /** Whether anything could not be read so far. */
    boolean haveGaps() {
        return hasUnreadable
                || Stream.of(snapshots, bases, changes)
                        .anyMatch(source -> !source.records.gaps().isEmpty());
    }

    /** Whether changes of an entity from a revision on may be among what could not be read. */
    boolean mayLackChanges(EntityKey key, long fromRevision, long toRevision) {
        return changes.records.gaps().stream()
                .anyMatch(gap -> gap.mayHoldAnyOf(Keys.change(key, fromRevision), Keys.change(key, toRevision)));
    }

    /** Whether the oldest state of an entity may be among what could not be read. */
    boolean mayLackBase(EntityKey key) {
        return bases.records.gaps().stream().anyMatch(gap -> gap.mayHold(Keys.entity(key)));
    }

    /** Where all that ever named an entity may be gone: says between which keys, a text each. */
    List<String> untold() {
        List<String> places = new ArrayList<>();
        for (SoundRecords.Gap states : snapshots.records.gaps()) {
            boolean changesToo = changes.records.gaps().stream()
                    .anyMatch(gap -> states.before().isEmpty()
                            || gap.mayHoldAnyOf(states.after(), states.before().get()));
            if (changesToo) {
                places.add(name(states.after()) + " and "
                        + states.before().map(Remnants::name).orElse("the end"));
            }
        }
        return places;
    }

    private static String name(byte[] key) {
        return key.length == 0 ? "the first one" : Keys.entity(key).toString();
    }

    @Override
    public void close() {
        snapshots.records.close();
        bases.records.close();
        changes.records.close();
    }
}
