package io.celltwin.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;

class SecondaryIndexTest {
    private static final String DATABASE = "test";
    private static final String COLLECTION = "things";
    private static final int DOCUMENTS = 200;
    private static final int QUERIES = 600;
    private static final List<String> FIELDS = List.of("a", "b.c", "b.c.d", "b.0.c", "list");

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Random random = new Random(4);

    @Test
    void withAndWithoutIndexesTheAnswersAreTheSame() {
        MVStore store = MVStore.open(null);
        IndexedBackend indexed = new IndexedBackend(store);
        H2Backend scanning = H2Backend.inMemory();
        // Some are there before the indexes, the others come after them.
        insertBoth(indexed, scanning, 0, DOCUMENTS / 2);
        createIndexes(indexed);
        insertBoth(indexed, scanning, DOCUMENTS / 2, DOCUMENTS);
        int helped = 0;
        int answered = 0;
        for (int i = 0; i < QUERIES; i++) {
            Document query = query(2);
            List<?> expected = find(scanning, query);
            assertThat(find(indexed, query)).as("%s", query).isEqualTo(expected);
            helped += plan(indexed, query) ? 1 : 0;
            answered += expected.isEmpty() || !plan(indexed, query) ? 0 : 1;
            if (i % 5 == 0) {
                changeBoth(indexed, scanning);
            }
        }
        assertThat(helped).as("queries that an index helped").isGreaterThan(QUERIES / 4);
        assertThat(answered).as("of which some found something").isGreaterThan(QUERIES / 20);

        indexed.close();
        scanning.close();
    }

    @Test
    void anIndexThatIsNotFinishedIsNotAskedAndIsBuiltAfterTheNextStart() {
        MVStore store = MVStore.open(null);
        IndexedBackend indexed = new IndexedBackend(store);
        for (int i = 0; i < DOCUMENTS; i++) {
            insert(indexed, new Document("_id", i).append("a", i % 10));
        }
        command(indexed, createIndexes("a"));
        Document query = new Document("a", 3);

        assertThat(plan(indexed, query)).isFalse();
        assertThat(find(indexed, query)).hasSize(DOCUMENTS / 10);

        IndexedBackend again = new IndexedBackend(store);
        assertThat(plan(again, query)).isFalse();
        again.buildIndexes();
        assertThat(plan(again, query)).isTrue();
        assertThat(find(again, query)).hasSize(DOCUMENTS / 10);
        again.close();
    }

    @Test
    void aDocumentThatWasReplacedUnderAnEqualIdLeavesNothingBehind() {
        IndexedBackend indexed = new IndexedBackend(MVStore.open(null));
        insert(indexed, new Document("_id", 1).append("a", 5));
        createIndexes(indexed);
        Document replacement = new Document("_id", 1.0).append("a", 5).append("list", 1);
        command(
                indexed,
                new Document("update", COLLECTION)
                        .append(
                                "updates",
                                List.of(new Document("q", new Document("_id", 1)).append("u", replacement))));
        command(
                indexed,
                new Document("delete", COLLECTION)
                        .append("deletes", List.of(new Document("q", new Document("a", 5)).append("limit", 1))));

        assertThat(find(indexed, new Document("a", 5))).isEmpty();
        indexed.close();
    }

    @Test
    void anIndexThatIsDroppedAnswersNoMore() {
        IndexedBackend indexed = new IndexedBackend(MVStore.open(null));
        insert(indexed, new Document("_id", 1).append("a", 5));
        createIndexes(indexed);
        command(indexed, new Document("dropIndexes", COLLECTION).append("index", "a"));

        insert(indexed, new Document("_id", 2).append("a", 5));

        assertThat(plan(indexed, new Document("a", 5))).isFalse();
        assertThat(find(indexed, new Document("a", 5))).hasSize(2);
        indexed.close();
    }

    private void createIndexes(IndexedBackend backend) {
        FIELDS.forEach(field -> command(backend, createIndexes(field)));
        backend.buildIndexes();
    }

    private static Document createIndexes(String field) {
        return new Document("createIndexes", COLLECTION)
                .append(
                        "indexes",
                        List.of(new Document("name", field).append("key", new Document(field, 1).append("at", -1))));
    }

    private void insertBoth(H2Backend one, H2Backend other, int from, int to) {
        for (int i = from; i < to; i++) {
            Document document = document(i);
            insert(one, document.cloneDeeply());
            insert(other, document.cloneDeeply());
        }
    }

    private void changeBoth(H2Backend one, H2Backend other) {
        Document selector = random.nextBoolean() ? query(1) : new Document("_id", random.nextInt(DOCUMENTS));
        Document change = new Document(FIELDS.get(0), value(1));
        Document command = random.nextInt(4) == 0
                ? new Document("delete", COLLECTION)
                        .append("deletes", List.of(new Document("q", selector).append("limit", 1)))
                : new Document("update", COLLECTION)
                        .append(
                                "updates",
                                List.of(new Document("q", selector)
                                        .append("u", new Document("$set", change))
                                        .append("multi", false)));
        assertThat(command(one, command.cloneDeeply()).toString())
                .isEqualTo(command(other, command.cloneDeeply()).toString());
    }

    private void insert(H2Backend backend, Document document) {
        command(backend, new Document("insert", COLLECTION).append("documents", List.of(document)));
    }

    private Document command(H2Backend backend, Document command) {
        return backend.handleCommand(
                channel, DATABASE, command.keySet().iterator().next(), command);
    }

    private List<?> find(H2Backend backend, Document query) {
        Document answer = command(backend, new Document("find", COLLECTION).append("filter", query.cloneDeeply()));
        return (List<?>) ((Document) answer.get("cursor")).get("firstBatch");
    }

    private static boolean plan(IndexedBackend backend, Document query) {
        return ((IndexedDatabase) backend.resolveDatabase(DATABASE)).helps(COLLECTION, query);
    }

    private Document document(int id) {
        Document document = new Document("_id", id);
        for (String field : List.of("a", "list")) {
            if (random.nextInt(4) > 0) {
                document.append(field, value(2));
            }
        }
        if (random.nextInt(5) > 0) {
            document.append("b", random.nextInt(5) == 0 ? value(2) : nested(2));
        }
        return document;
    }

    private Object nested(int depth) {
        Document inner = new Document();
        if (random.nextInt(5) > 0) {
            inner.append("c", depth > 0 && random.nextInt(3) == 0 ? nested(depth - 1) : value(depth - 1));
        }
        if (random.nextInt(3) == 0) {
            inner.append("d", value(0));
        }
        return random.nextInt(4) == 0 ? new ArrayList<>(List.of(inner, value(0))) : inner;
    }

    private Object value(int depth) {
        return switch (random.nextInt(depth > 0 ? 12 : 9)) {
            case 0 -> random.nextInt(6);
            case 1 -> (long) random.nextInt(6);
            case 2 -> random.nextInt(12) / 2.0;
            case 3 -> "text" + random.nextInt(5);
            case 4 -> "x".repeat(64) + random.nextInt(3);
            case 5 -> Instant.ofEpochMilli(random.nextInt(6) - 3);
            case 6 -> random.nextBoolean();
            case 7 -> random.nextInt(6) == 0 ? Double.NaN : -random.nextInt(4);
            case 8 -> "text" + random.nextInt(5);
            case 9 -> new Document("c", value(0));
            case 10 -> new ArrayList<>(Arrays.asList(value(depth - 1), value(depth - 1)));
            default -> new ArrayList<>();
        };
    }

    private Document query(int depth) {
        int kind = random.nextInt(depth > 0 ? 10 : 7);
        if (kind < 7) {
            return new Document(FIELDS.get(random.nextInt(FIELDS.size())), condition());
        }
        List<Document> parts = new ArrayList<>(List.of(query(depth - 1), query(depth - 1)));
        return new Document(kind == 9 ? "$or" : "$and", parts);
    }

    private Object condition() {
        return switch (random.nextInt(9)) {
            case 0, 1, 2 -> value(0);
            case 3 -> new Document("$in", new ArrayList<>(List.of(value(0), value(0))));
            case 4 -> new Document("$gt", value(0));
            case 5 -> new Document("$lte", value(0));
            case 6 -> new Document("$gte", value(0)).append("$lt", value(0));
            case 7 -> new Document("$ne", value(0));
            default -> new Document("$exists", random.nextBoolean());
        };
    }
}
