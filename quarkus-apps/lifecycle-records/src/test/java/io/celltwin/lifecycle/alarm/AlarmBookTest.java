package io.celltwin.lifecycle.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.record.RecordServer;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.RecordType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.eclipse.ditto.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do about an alarm is in the records as its raising is. */
class AlarmBookTest {
    private static final String COATER = "demo:coater-1";
    private static final Instant START = Instant.parse("2026-05-01T12:00:00Z");
    private static final String RAISED = "{'hot':{'severity':'critical','since':'2026-05-01T12:00:00Z','value':81.5}}";
    private static final String SEEN =
            "{'hot':{'acknowledged':{'by':'ada','at':'2026-05-01T12:00:05Z','note':'fan ordered'}}}";
    private static final String SHELVED =
            "{'hot':{'shelved':{'by':'jo','until':'2026-05-01T13:00:00Z','note':'being repaired'}}}";

    @TempDir
    Path directory;

    private RecordServer server;
    private RecordStore records;
    private AlarmBook alarms;
    private long revision;

    @BeforeEach
    void start() throws IOException {
        server = RecordServer.start(directory);
        records = server.records();
        alarms = new AlarmBook(records);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whoAcknowledgedAnAlarmWhenAndWithWhichNoteIsRecordedOnce() {
        patch(RAISED, 1);
        patch(SEEN, 6);
        patch("{'hot':{'state':'acknowledged'}}", 7);
        snapshot(merged(RAISED, SEEN), 8);
        restart();
        snapshot(merged(RAISED, SEEN), 9);

        assertThat(events()).containsExactly("raised", "acknowledged");
        LifecycleRecord acknowledged = record(1);
        assertThat(acknowledged.at()).isEqualTo(START.plusSeconds(5));
        assertThat(acknowledged.content())
                .containsEntry("alarm", "hot")
                .containsEntry("since", START.toString())
                .containsEntry("by", "ada")
                .containsEntry("note", "fan ordered");
    }

    @Test
    void shelvingAndItsEndAndAWithdrawnAcknowledgementAreRecorded() {
        patch(RAISED, 1);
        patch(SEEN, 6);
        patch(SHELVED, 10);
        assertThat(record(2).content())
                .containsEntry("by", "jo")
                .containsEntry("until", "2026-05-01T13:00:00Z")
                .containsEntry("note", "being repaired");
        restart();
        patch("{'hot':{'shelved':null}}", 20);
        patch("{'hot':{'acknowledged':null}}", 21);
        patch("{'hot':null}", 30);

        assertThat(events())
                .containsExactly(
                        "raised", "acknowledged", "shelved", "unshelved", "acknowledgement withdrawn", "cleared");
    }

    @Test
    void whatSomebodyAnsweredToTheAdviceIsRecordedAndNotTwiceAfterARestart() {
        String rejected = "{'hot':{'answered':{'answer':'rejected','by':'ada','note':'new product'}}}";
        patch(RAISED, 1);
        patch("{'hot':{'answered':{'answer':'accepted','by':'jo'}}}", 6);
        patch(rejected, 9);
        restart();
        snapshot(
                json(RAISED)
                        .setValue(
                                "/hot/answered",
                                json(rejected).getValue("/hot/answered").orElseThrow()),
                10);
        patch("{'hot':null}", 11);

        assertThat(events()).containsExactly("raised", "answered", "answered", "cleared");
        assertThat(record(1).content()).containsEntry("answer", "accepted").containsEntry("by", "jo");
        assertThat(record(2).content())
                .containsEntry("answer", "rejected")
                .containsEntry("by", "ada")
                .containsEntry("note", "new product");
    }

    @Test
    void aNoteThatIsChangedIsAnotherRecordWithWhoSaidTheFirst() {
        patch(RAISED, 1);
        patch(SEEN, 6);
        patch("{'hot':{'acknowledged':{'note':'fan is here'}}}", 9);

        assertThat(events()).containsExactly("raised", "acknowledged", "acknowledged");
        assertThat(record(2).content()).containsEntry("by", "ada").containsEntry("note", "fan is here");
        assertThat(record(1).content()).containsEntry("note", "fan ordered");
    }

    @Test
    void aTimeThatCannotBeDoesNotBackDateTheRecord() {
        patch(RAISED, 1);
        patch("{'hot':{'acknowledged':{'by':'ada','at':'2019-01-01T00:00:00Z'}}}", 6);
        patch("{'hot':{'acknowledged':{'by':'ada','at':'2099-01-01T00:00:00Z'}}}", 8);

        assertThat(record(1).at()).isEqualTo(START.plusSeconds(6));
        assertThat(record(1).content()).containsEntry("saidAt", "2019-01-01T00:00:00Z");
        assertThat(record(2).at()).isEqualTo(START.plusSeconds(8));
    }

    @Test
    void whoIsNotNamedIsNotMadeUp() {
        patch(RAISED, 1);
        patch("{'hot':{'acknowledged':{'at':'2026-05-01T12:00:05Z','by':17}}}", 6);
        assertThat(events()).containsExactly("raised", "acknowledged");
        assertThat(record(1).content()).doesNotContainKeys("by", "note");
    }

    @Test
    void whatADeviceSaysOfItsOwnAlarmHasTheDeviceAsWhoSaidIt() {
        String device = "{'server_1':{'severity':'warning','since':'2026-05-01T12:00:00Z','state':'%s',"
                + "'acknowledged':%s,'condition':{'active':true}}}";
        patch(device.formatted("active", "null"), 1);
        patch(device.formatted("acknowledged", "{'by':null,'at':'2026-05-01T12:00:03Z','note':null}"), 4);
        patch(device.formatted("shelved", "{'by':null,'at':'2026-05-01T12:00:03Z','note':null}"), 6);
        patch(device.formatted("acknowledged", "{'by':null,'at':'2026-05-01T12:00:03Z','note':null}"), 8);

        assertThat(events()).containsExactly("raised", "acknowledged", "shelved", "unshelved");
        assertThat(record(1).content()).containsEntry("by", COATER).doesNotContainKey("note");
        assertThat(record(2).content()).containsEntry("by", COATER);
    }

    @Test
    void alarmsThatAPatternTakesAwayAreClearedButForThoseThatItNames() {
        patch(RAISED, 1);
        patch("{'server_1':{'since':'2026-05-01T12:00:01Z'},'server_2':{'since':'2026-05-01T12:00:01Z'}}", 2);
        patch("{'{{ ~^server_.*$~ }}':null,'server_2':{'since':'2026-05-01T12:00:01Z'}}", 5);

        assertThat(records.about(COATER, RecordType.ALARM))
                .filteredOn(record -> "cleared".equals(record.content().get("event")))
                .extracting(record -> record.content().get("alarm"))
                .containsExactly("server_1");
        patch("{'{{ /server_[/ }}':null}", 6);
        patch("{'{{ /server_.*/ }}':null}", 7);
        assertThat(events()).filteredOn("cleared"::equals).hasSize(2);
    }

    private void restart() {
        alarms = new AlarmBook(records);
    }

    private void patch(String json, long second) {
        alarms.seen(COATER, json(json), false, ++revision, START.plusSeconds(second));
    }

    private void snapshot(JsonObject json, long second) {
        alarms.seen(COATER, json, true, ++revision, START.plusSeconds(second));
    }

    private static JsonObject merged(String alarm, String patch) {
        return json(alarm)
                .setValue(
                        "/hot/acknowledged",
                        json(patch).getValue("/hot/acknowledged").orElseThrow());
    }

    private static JsonObject json(String text) {
        return JsonObject.of(text.replace('\'', '"'));
    }

    private LifecycleRecord record(int number) {
        return inOrder().get(number);
    }

    private List<Object> events() {
        return inOrder().stream().map(record -> record.content().get("event")).toList();
    }

    /** In the order in which the twin told of them. */
    private List<LifecycleRecord> inOrder() {
        return records.about(COATER, RecordType.ALARM).stream()
                .sorted(Comparator.comparingLong(
                        record -> ((Number) record.content().get("revision")).longValue()))
                .toList();
    }
}
