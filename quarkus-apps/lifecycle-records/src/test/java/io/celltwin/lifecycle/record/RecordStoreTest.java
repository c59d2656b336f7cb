package io.celltwin.lifecycle.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.celltwin.lifecycle.alarm.AlarmBook;
import io.celltwin.mongodb.EmbeddedMongo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.bson.Document;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The records in a real server of MongoDB's protocol. */
class RecordStoreTest {
    private static final Instant START = Instant.parse("2026-05-01T12:00:00Z");

    @TempDir
    Path directory;

    private EmbeddedMongo mongo;
    private MongoClient client;
    private RecordStore records;

    @BeforeEach
    void start() throws IOException {
        mongo = EmbeddedMongo.start(directory, 0);
        client = MongoClients.create(mongo.connectionString());
        records = RecordStores.prepared(client, "test");
    }

    @AfterEach
    void stop() {
        client.close();
        mongo.close();
    }

    @Test
    void theSameThingToldTwiceIsOneRecord() {
        LifecycleRecord record = record("demo:batch-1", "a", 0, Set.of("demo:coater-1"));
        assertThat(records.append(record)).isTrue();
        assertThat(records.append(record)).isFalse();
        assertThat(find(Optional.empty(), 10)).containsExactly(record);
    }

    @Test
    void recordsAreFoundByThingByPartAndByTimeNewestFirst() {
        records.append(record("demo:batch-1", "a", 0, Set.of("demo:coater-1")));
        records.append(record("demo:batch-1", "b", 10, Set.of("demo:calender-1")));
        records.append(record("demo:batch-2", "c", 20, Set.of("demo:coater-1")));

        assertThat(find(Optional.of("demo:batch-1"), 10))
                .extracting(LifecycleRecord::id)
                .containsExactly("b", "a");
        assertThat(find(Optional.of("demo:coater-1"), 10))
                .extracting(LifecycleRecord::id)
                .containsExactly("c", "a");
        assertThat(find(Optional.empty(), 1)).extracting(LifecycleRecord::id).containsExactly("c");
        assertThat(records.find(new RecordQuery(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(START.plusSeconds(10)),
                                Optional.of(START.plusSeconds(20)),
                                Optional.empty(),
                                10))
                        .records())
                .extracting(LifecycleRecord::id)
                .containsExactly("b");
    }

    @Test
    void readingOnFindsEveryRecordOnceThoughManyHaveOneTime() {
        IntStream.range(0, 7).forEach(i -> records.append(record("demo:batch-1", "r" + i, i / 5, Set.of())));

        assertThat(readOn("demo:batch-1")).containsExactly("r6", "r5", "r4", "r3", "r2", "r1", "r0");
    }

    @Test
    void readingOnFindsWhatIsAboutAThingAndWhereItTakesPartInOneOrder() {
        IntStream.range(0, 7)
                .forEach(i -> records.append(
                        i % 2 == 0
                                ? record("demo:coater-1", "r" + i, i / 3, Set.of("demo:coater-1"))
                                : record("demo:batch-1", "r" + i, i / 3, Set.of("demo:coater-1"))));

        assertThat(readOn("demo:coater-1")).containsExactly("r6", "r5", "r4", "r3", "r2", "r1", "r0");
        assertThat(records.knows("demo:coater-1")).isTrue();
        assertThat(records.knows("demo:coater-2")).isFalse();
    }

    private List<String> readOn(String thing) {
        List<String> read = new ArrayList<>();
        Optional<RecordPlace> next = Optional.empty();
        do {
            RecordPage page = records.find(
                    query(Optional.of(thing), next.map(RecordPlace::text).map(RecordPlace::of), 2));
            page.records().forEach(record -> read.add(record.id()));
            next = page.next();
        } while (next.isPresent());
        return read;
    }

    @Test
    void whatIsAskedForAsAWholeIsNotCut() {
        records.append(record("demo:batch-1", "first", 0, Set.of("demo:coater-1")));
        Document template =
                client.getDatabase("test").getCollection("records").find().first();
        template.remove("position");
        client.getDatabase("test")
                .getCollection("records")
                .insertMany(IntStream.rangeClosed(1, RecordQuery.MOST)
                        .mapToObj(i -> new Document(template).append("_id", "more" + i))
                        .toList());
        records.append(record("demo:batch-2", "last", 1, Set.of("demo:coater-1")));

        assertThat(records.about("demo:batch-1", RecordType.STEP)).hasSize(RecordQuery.MOST + 1);
        assertThat(records.thingsWith("demo:coater-1", RecordType.STEP, 5))
                .containsExactly("demo:batch-2", "demo:batch-1");
        assertThat(records.thingsWith("demo:coater-1", RecordType.STEP, 1)).containsExactly("demo:batch-2");
        assertThat(find(Optional.of("demo:batch-1"), RecordQuery.MOST)).hasSize(RecordQuery.MOST);
    }

    @Test
    void aPlaceThatNoAnswerGaveIsRefused() {
        for (String text : new String[] {"", "~", "12", "12~", "x~y", "99999999999999999999~r"}) {
            assertThatThrownBy(() -> RecordPlace.of(text)).hasMessageContaining("'next'");
        }
    }

    @Test
    void aQueryThatCannotBeIsRefusedWithAReason() {
        assertThatThrownBy(() -> new RecordQuery(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(START),
                        Optional.of(START),
                        Optional.empty(),
                        10))
                .hasMessageContaining("from must be before to");
        assertThatThrownBy(() -> new RecordQuery(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0))
                .hasMessageContaining("limit");
    }

    @Test
    void anAlarmIsRecordedOnceWhenRaisedAndOnceWhenCleared() {
        AlarmBook alarms = new AlarmBook(records);
        JsonObject raised = JsonFactory.readFrom("""
                {"hot":{"severity":"high","since":"2026-05-01T12:00:00.123456Z","value":81.5}}""").asObject();
        alarms.seen("demo:coater-1", raised, false, 1, START.plusSeconds(1));
        alarms.seen("demo:coater-1", raised.setValue("/hot/value", 82), false, 2, START.plusSeconds(2));
        alarms.seen("demo:coater-1", raised, true, 3, START.plusSeconds(3));
        alarms.seen("demo:coater-1", JsonFactory.readFrom("{\"hot\":null}").asObject(), false, 4, START.plusSeconds(4));

        assertThat(alarmEvents()).containsExactly("cleared", "raised");
    }

    @Test
    void anAlarmThatWasClearedWhileNobodyLookedIsClearedAfterARestart() {
        JsonObject raised = JsonFactory.readFrom("""
                {"hot":{"severity":"high","since":"2026-05-01T12:00:00.123456Z"}}""").asObject();
        new AlarmBook(records).seen("demo:coater-1", raised, false, 5, START.plusSeconds(1));

        AlarmBook afterRestart = new AlarmBook(records);
        afterRestart.seen("demo:coater-1", raised, true, 6, START.plusSeconds(5));
        assertThat(alarmEvents()).containsExactly("raised");
        afterRestart.seen("demo:coater-1", JsonObject.empty(), true, 7, START.plusSeconds(9));
        assertThat(alarmEvents()).containsExactly("cleared", "raised");
    }

    private List<String> alarmEvents() {
        return records.about("demo:coater-1", RecordType.ALARM).stream()
                .map(record -> (String) record.content().get("event"))
                .toList();
    }

    private List<LifecycleRecord> find(Optional<String> thing, int limit) {
        return records.find(query(thing, Optional.empty(), limit)).records();
    }

    private static RecordQuery query(Optional<String> thing, Optional<RecordPlace> after, int limit) {
        return new RecordQuery(thing, Optional.empty(), Optional.empty(), Optional.empty(), after, limit);
    }

    private static LifecycleRecord record(String thing, String id, int second, Set<String> related) {
        return new LifecycleRecord(
                id, RecordType.STEP, thing, START.plusSeconds(second), related, Map.of("step", "coating"));
    }
}
