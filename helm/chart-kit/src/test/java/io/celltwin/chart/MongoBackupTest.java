package io.celltwin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the scripts for MongoDB make of its tools. There is no MongoDB server where this is built, so its tools are stood in
 * for by programs that keep the oplog as a text and write down what they were called with.
 */
class MongoBackupTest {

    private static final String MONGODUMP = """
            #!/usr/bin/env bash
            echo "mongodump $*" >>"$CALLS"
            for argument in "$@"; do
              case "$argument" in
                --config=*) cat "${argument#--config=}" >>"$CALLS" ;;
                --archive=*) cp "$OPLOG" "${argument#--archive=}" ;;
                --out=*) out="${argument#--out=}" ;;
                --query=*)
                  seconds="$(sed -E 's/.*"t":([0-9]+).*/\\1/' <<<"$argument")"
                  number="$(sed -E 's/.*"i":([0-9]+).*/\\1/' <<<"$argument")" ;;
              esac
            done
            if [[ -n "${out:-}" ]]; then
              mkdir -p "$out/local"
              sed -E 's/.*"t":([0-9]+),"i":([0-9]+).*/\\1 \\2 &/' "$OPLOG" | while read -r t i entry; do
                if ((t > seconds || (t == seconds && i >= number))); then echo "$entry"; fi
              done >"$out/local/oplog.rs.bson"
            fi
            """;
    private static final String BSONDUMP = """
            #!/usr/bin/env bash
            cat "${!#}"
            """;
    private static final String MONGORESTORE = """
            #!/usr/bin/env bash
            echo "mongorestore $*" >>"$CALLS"
            for argument in "$@"; do
              case "$argument" in
                --archive=*) cat "${argument#--archive=}" >>"$RESTORED" ;;
                --oplogFile=*) cat "${argument#--oplogFile=}" >>"$RESTORED" ;;
              esac
            done
            """;

    private final long now = Instant.now().getEpochSecond();
    private Path oplog;
    private Path calls;
    private Path restored;
    private Script script;

    @BeforeEach
    void standIn(@TempDir Path directory) {
        oplog = directory.resolve("oplog");
        calls = directory.resolve("calls");
        restored = directory.resolve("restored");
        script = new Script(directory)
                .withProgram("mongodump", MONGODUMP)
                .withProgram("bsondump", BSONDUMP)
                .withProgram("mongorestore", MONGORESTORE)
                .with("OPLOG", oplog)
                .with("CALLS", calls)
                .with("RESTORED", restored)
                .with("DUMPS_KEPT", 2)
                .with("MONGODB_URI", "mongodb://backup:s3cret@db-0:27017,db-1:27017/admin?replicaSet=db&ssl=true");
    }

    @Test
    void everyChangeAfterTheDumpIsReplayedInOrder() throws Exception {
        write(1, 2, 3);
        assertThat(script.run("mongodb-dump.sh"))
                .extracting(Script.Ended::status)
                .isEqualTo(0);
        write(1, 2, 3, 4, 5);
        assertThat(script.run("mongodb-changes.sh"))
                .extracting(Script.Ended::status)
                .isEqualTo(0);
        write(1, 2, 3, 4, 5, 6);
        assertThat(script.run("mongodb-changes.sh"))
                .extracting(Script.Ended::status)
                .isEqualTo(0);

        Script.Ended ended = script.run("mongodb-restore.sh");

        assertThat(ended.said()).contains("2 pieces of what changed after it");
        // The dump, and each piece from the entry on with which the one before ended.
        assertThat(Files.readAllLines(restored)).isEqualTo(entries(1, 2, 3, 3, 4, 5, 5, 6));
    }

    @Test
    void nothingIsSavedWhenNothingHasChanged() throws Exception {
        write(1, 2);
        script.run("mongodb-dump.sh");
        List<Path> before = script.copies();

        assertThat(script.run("mongodb-changes.sh").said()).contains("Nothing has changed");
        assertThat(script.copies()).isEqualTo(before);
    }

    @Test
    void aNewDumpIsMadeWhereTheOplogNoLongerReachesBack() throws Exception {
        write(1, 2);
        script.run("mongodb-dump.sh");
        write(7, 8);

        Script.Ended ended = script.run("mongodb-changes.sh");

        assertThat(ended.said()).contains("The oplog no longer reaches back", "Dumped everything");
    }

    @Test
    void theFirstChangesMakeADump() throws Exception {
        write(1);

        assertThat(script.run("mongodb-changes.sh").said()).contains("There is no dump yet", "Dumped everything");
    }

    @Test
    void withoutAnOplogADumpIsRefused() throws Exception {
        write();

        assertThat(script.run("mongodb-dump.sh"))
                .satisfies(
                        ended -> assertThat(ended.status()).isEqualTo(1),
                        ended -> assertThat(ended.said()).contains("is MongoDB a replica set"));
        assertThat(script.copies()).isEmpty();
    }

    @Test
    void passwordsAreNotOnCommandLinesAndAllDatabasesAreMeant() throws Exception {
        write(1);
        script.run("mongodb-dump.sh");

        assertThat(Files.readAllLines(calls))
                .filteredOn(line -> line.startsWith("mongodump"))
                .noneMatch(line -> line.contains("s3cret"));
        assertThat(Files.readString(calls))
                .contains(
                        "uri: 'mongodb://backup:s3cret@db-0:27017,db-1:27017/?authSource=admin&replicaSet=db&ssl=true'");
    }

    @Test
    void oldDumpsAreDeletedWhenThereIsANewOne(@TempDir Path directory) throws Exception {
        write(1);
        for (int day = 1; day <= 3; day++) {
            Files.createDirectories(directory.resolve("mongodb/2020010" + day + "T000000Z"));
        }

        script.with("BACKUP_DIRECTORY", directory).run("mongodb-dump.sh");

        try (Stream<Path> left = Files.list(directory.resolve("mongodb"))) {
            assertThat(left.map(each -> each.getFileName().toString()).sorted())
                    .hasSize(2)
                    .startsWith("20200103T000000Z");
        }
    }

    @Test
    void aRestoreMayEndAtAPointInTime() throws Exception {
        write(1);
        script.run("mongodb-dump.sh");

        script.with("RESTORE_UNTIL", now).run("mongodb-restore.sh");

        assertThat(Files.readString(calls)).contains("--oplogLimit=" + now + ":0");
    }

    @Test
    void withoutADumpNothingIsRestored() throws Exception {
        assertThat(script.run("mongodb-restore.sh"))
                .satisfies(
                        ended -> assertThat(ended.status()).isEqualTo(1),
                        ended -> assertThat(ended.said()).contains("There is no dump to be restored"));
    }

    private void write(int... numbers) throws IOException {
        Files.write(oplog, entries(numbers));
    }

    private List<String> entries(int... numbers) {
        return IntStream.of(numbers)
                .mapToObj(number ->
                        "{\"ts\":{\"$timestamp\":{\"t\":%d,\"i\":%d}},\"op\":\"i\"}".formatted(now - 10, number))
                .toList();
    }
}
