package io.celltwin.mongodb;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerException;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * Checks files that nobody has open, and brings what can be read of a damaged one into a new one: the documents of the
 * server in this module, whose indexes are made anew by what the documents say, and files with maps of plain records.
 */
public final class StoreSalvage {
    private static final String DATABASES = "databases.";
    private static final String SYSTEM = "system.";
    private static final String INDEXES = "system.indexes";
    private static final int COMMIT_EVERY = 1_000;

    private StoreSalvage() {}

    /**
     * Reads all documents of a directory and changes nothing.
     *
     * @throws IOException if there are none, or not even their list can be read
     */
    public static StoreReport checkDocuments(Path directory) throws IOException {
        try (StorePages pages = StorePages.open(directory.resolve(EmbeddedMongo.FILE))) {
            for (String map : collections(pages)) {
                pages.read(map, documentsOf(map), (key, document) -> {});
            }
            return pages.report();
        }
    }

    /**
     * Writes the documents that can be read into a new directory; the damaged one is left as it is.
     *
     * @throws IOException if there are none, not even their list can be read, or the new ones cannot be written
     */
    public static StoreReport salvageDocuments(Path directory, Path target) throws IOException {
        try (StorePages pages = StorePages.open(directory.resolve(EmbeddedMongo.FILE))) {
            Files.createDirectories(target);
            MVStore store = create(target.resolve(EmbeddedMongo.FILE));
            IndexedBackend kept = new IndexedBackend(store);
            try {
                Map<String, List<Document>> indexes = indexes(pages);
                for (String map : collections(pages)) {
                    if (!map.contains("." + SYSTEM)) {
                        copyCollection(pages, map, kept, store, indexes.getOrDefault(namespace(map), List.of()));
                    }
                }
                return pages.report();
            } finally {
                kept.close();
            }
        } catch (MVStoreException | MongoServerException e) {
            throw new IOException("The documents cannot be written to " + target + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads all records of a file of plain maps and changes nothing.
     *
     * @throws IOException if it is not there, or not even its list of maps can be read
     */
    public static StoreReport checkRecords(Path file) throws IOException {
        try (StorePages pages = StorePages.open(file)) {
            for (String map : pages.names()) {
                pages.read(map, "the records of " + map, (key, value) -> {});
            }
            return pages.report();
        }
    }

    /**
     * Writes the records that can be read into a new file; the damaged one is left as it is.
     *
     * @throws IOException if it is not there, not even its list of maps can be read, or the new one cannot be written
     */
    public static StoreReport salvageRecords(Path file, Path target) throws IOException {
        try (StorePages pages = StorePages.open(file)) {
            MVStore store = new MVStore.Builder()
                    .fileName(target.toString())
                    .autoCommitDisabled()
                    .open();
            try {
                store.setStoreVersion(pages.version());
                for (String name : pages.names()) {
                    MVMap<Object, Object> map = store.openMap(name);
                    pages.read(name, "the records of " + name, map::put);
                    store.commit();
                }
            } finally {
                store.close();
            }
            return pages.report();
        } catch (MVStoreException e) {
            throw new IOException("The records cannot be written to " + target + ": " + e.getMessage(), e);
        }
    }

    private static MVStore create(Path file) {
        return new MVStore.Builder()
                .fileName(file.toString())
                .cacheSize(2)
                .compress()
                .autoCommitDisabled()
                .open();
    }

    private static List<String> collections(StorePages pages) throws IOException {
        return pages.names().stream().filter(name -> name.startsWith(DATABASES)).toList();
    }

    private static String namespace(String map) {
        return map.substring(DATABASES.length());
    }

    private static String documentsOf(String map) {
        return "the documents of " + namespace(map);
    }

    /** What indexes there are to be, by collection. */
    private static Map<String, List<Document>> indexes(StorePages pages) throws IOException {
        Map<String, List<Document>> indexes = new LinkedHashMap<>();
        for (String map : collections(pages)) {
            if (map.endsWith("." + INDEXES)) {
                pages.<Document>read(
                        map,
                        "the indexes of " + namespace(map) + " (each app makes its own anew)",
                        (key, index) -> indexes.computeIfAbsent(
                                        String.valueOf(index.get("ns")), any -> new ArrayList<>())
                                .add(index));
            }
        }
        return indexes;
    }

    private static void copyCollection(
            StorePages pages, String map, IndexedBackend kept, MVStore store, List<Document> indexes) {
        String namespace = namespace(map);
        int dot = namespace.indexOf('.');
        String name = namespace.substring(dot + 1);
        MongoDatabase database = kept.resolveDatabase(namespace.substring(0, dot));
        MongoCollection<?> collection = database.createCollectionOrThrowIfExists(name);
        if (!indexes.isEmpty()) {
            kept.handleCommand(
                    new EmbeddedChannel(), // the library keeps what it answered last by its caller
                    database.getDatabaseName(),
                    "createIndexes",
                    new Document("createIndexes", name).append("indexes", indexes));
        }
        int[] copied = {0};
        pages.<Document>read(map, documentsOf(map), (key, document) -> {
            try {
                collection.addDocument(document);
            } catch (MongoServerException e) {
                pages.lost(
                        "The document %s of %s does not fit and is lost: %s".formatted(key, namespace, e.getMessage()));
            }
            if (++copied[0] % COMMIT_EVERY == 0) {
                store.commit();
            }
        });
        store.commit();
    }
}
