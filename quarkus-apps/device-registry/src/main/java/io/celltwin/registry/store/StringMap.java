package io.celltwin.registry.store;

import java.util.Iterator;
import java.util.Optional;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.h2.mvstore.MVMap;

/** A sorted map of texts. Keys have parts that are separated by a slash, which none but the last part contains. */
record StringMap(Supplier<MVMap<String, String>> map) {

    private static final char SEPARATOR = '/';
    private static final char AFTER_SEPARATOR = SEPARATOR + 1;

    static String key(String... parts) {
        return String.join(String.valueOf(SEPARATOR), parts);
    }

    Optional<String> find(String key) {
        return Optional.ofNullable(map.get().get(key));
    }

    void put(String key, String value) {
        map.get().put(key, value);
    }

    void remove(String key) {
        map.get().remove(key);
    }

    Stream<String> values() {
        return map.get().values().stream();
    }

    /** The keys whose first parts are these, in order. */
    Stream<String> keysUnder(String... parts) {
        String first = key(parts) + SEPARATOR;
        Iterator<String> keys = map.get().keyIterator(first);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(keys, 0), false)
                .takeWhile(key -> key.startsWith(first));
    }

    /** The number of keys whose first parts are these; it costs no reading of them. */
    long countUnder(String... parts) {
        return position(key(parts) + AFTER_SEPARATOR) - position(key(parts) + SEPARATOR);
    }

    private long position(String key) {
        long index = map.get().getKeyIndex(key);
        return index < 0 ? -index - 1 : index;
    }

    long size() {
        return map.get().sizeAsLong();
    }
}
