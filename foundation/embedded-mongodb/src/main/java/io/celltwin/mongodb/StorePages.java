package io.celltwin.mongodb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.Page;

/**
 * Reads the maps of a store's file page by page, around pages that cannot be read. A map is a tree of pages; a page that
 * leads to others says how many entries are below it and between which keys, so what is lost is known though it is lost.
 */
final class StorePages implements AutoCloseable {
    private final Path file;
    private final MVStore store;
    private final List<String> losses = new ArrayList<>();
    private long entries;

    private StorePages(Path file, MVStore store) {
        this.file = file;
        this.store = store;
    }

    /**
     * Opens a file, to read it only.
     *
     * @throws IOException if there is none, another process uses it, or not even its list of maps can be read
     */
    static StorePages open(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException("There is no file " + file);
        }
        try {
            MVStore store = new MVStore.Builder()
                    .fileName(file.toString())
                    .readOnly()
                    .cacheSize(2)
                    .autoCommitDisabled()
                    .open();
            return new StorePages(file, store);
        } catch (RuntimeException e) { // the library throws more than its own when it meets what it never wrote
            throw new IOException(
                    "The file %s cannot be read at all (%s): bring a copy back by 'celltwin restore'"
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    /** The names of its maps. */
    List<String> names() throws IOException {
        try {
            return List.copyOf(store.getMapNames());
        } catch (RuntimeException e) {
            throw new IOException(
                    "The list of what is in %s cannot be read (%s): bring a copy back by 'celltwin restore'"
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    int version() {
        return store.getStoreVersion();
    }

    /**
     * Hands over every entry that can be read, in the order of their keys.
     *
     * @param name the map's
     * @param what the map holds, in words
     */
    <V> void read(String name, String what, BiConsumer<Object, V> sink) {
        Page<Object, V> root;
        try {
            MVMap<Object, V> map = store.openMap(name);
            root = map.getRootPage();
        } catch (RuntimeException e) {
            losses.add("All of %s are lost: %s".formatted(what, e.getMessage()));
            return;
        }
        long before = entries;
        List<Lost> places = new ArrayList<>();
        walk(root, Optional.empty(), Optional.empty(), sink, places);
        long all = root.getTotalCount();
        long found = entries - before;
        if (!places.isEmpty()) {
            losses.add("%d of the %d of %s are lost: %s"
                    .formatted(
                            all - found,
                            all,
                            what,
                            places.stream().map(Lost::toString).collect(Collectors.joining(", "))));
        }
    }

    private <V> void walk(
            Page<Object, V> page,
            Optional<Object> after,
            Optional<Object> before,
            BiConsumer<Object, V> sink,
            List<Lost> places) {
        if (page.isLeaf()) {
            for (int i = 0; i < page.getKeyCount(); i++) {
                sink.accept(page.getKey(i), page.getValue(i));
                entries++;
            }
            return;
        }
        for (int i = 0; i <= page.getKeyCount(); i++) {
            Optional<Object> first = i == 0 ? after : Optional.of(page.getKey(i - 1));
            Optional<Object> end = i == page.getKeyCount() ? before : Optional.of(page.getKey(i));
            Page<Object, V> child;
            try {
                child = page.getChildPage(i);
            } catch (RuntimeException damaged) {
                addLost(new Lost(first, end), places);
                continue;
            }
            walk(child, first, end, sink, places);
        }
    }

    /** Neighbours that are lost, too, become one. */
    private static void addLost(Lost lost, List<Lost> places) {
        int last = places.size() - 1;
        if (last >= 0 && places.get(last).end().equals(lost.first())) {
            places.set(last, new Lost(places.get(last).first(), lost.end()));
        } else {
            places.add(lost);
        }
    }

    /**
     * Keys between which entries are lost.
     *
     * @param first the first key that may be lost, nothing if it is the map's first
     * @param end the first key behind, nothing if it is the map's end
     */
    private record Lost(Optional<Object> first, Optional<Object> end) {
        @Override
        public String toString() {
            return "from %s to before %s"
                    .formatted(
                            first.map(Object::toString).orElse("the first"),
                            end.map(Object::toString).orElse("the end"));
        }
    }

    StoreReport report() {
        return new StoreReport(entries, losses);
    }

    /** Notes something that is lost. */
    void lost(String sentence) {
        losses.add(sentence);
    }

    @Override
    public void close() {
        try {
            store.closeImmediately();
        } catch (MVStoreException e) {
            losses.add(file + " could not be closed: " + e.getMessage());
        }
    }
}
