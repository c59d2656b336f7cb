package io.celltwin.lifecycle.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.celltwin.lifecycle.merkle.Hash;
import io.celltwin.lifecycle.merkle.MerkleTree;
import io.celltwin.lifecycle.merkle.TreeFiles;
import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.record.RecordLeaf;
import io.celltwin.lifecycle.record.RecordType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a partner does with the files that it has kept. */
class ProofCheckTest {
    private static final Instant AT = Instant.parse("2026-05-01T12:00:00.123Z");
    private static final LifecycleRecord RECORD = new LifecycleRecord(
            "r2", RecordType.STEP, "demo:batch-1", AT, Set.of("demo:coater-1", "demo:a"), Map.of("mean", 45.25));

    @TempDir
    Path directory;

    private final ObjectMapper json = EvidenceJson.mapper();
    private Path key;
    private Path earlier;
    private Path inclusion;
    private Path consistency;

    @BeforeEach
    void write() throws IOException {
        LogKey plant = LogKey.in(directory.resolve("key.pem"));
        key = Files.writeString(directory.resolve("public.pem"), plant.publicPem());
        MerkleTree tree = TreeFiles.open(directory.resolve("log")).tree(Long.MAX_VALUE);
        for (int i = 0; i < 7; i++) {
            tree.append(i == 2 ? RecordLeaf.of(RECORD) : Hash.ofLeaf(new byte[] {(byte) i}));
        }
        SignedTreeHead head = SignedTreeHead.sign(7, AT, tree.root(7), plant);
        earlier = write("earlier.json", SignedTreeHead.sign(3, AT, tree.root(3), plant));
        Map<?, ?> record = json.convertValue(RECORD, Map.class);
        inclusion = write(
                "inclusion.json",
                Map.of("record", record, "leafIndex", 2, "path", tree.inclusionProof(2, 7), "head", head));
        consistency = write("consistency.json", new ConsistencyProof(3, tree.consistencyProof(3, 7), head));
    }

    private Path write(String name, Object content) throws IOException {
        return Files.writeString(directory.resolve(name), json.writeValueAsString(content));
    }

    @Test
    void whatIsProvedIsSaid() throws BrokenProof, IOException {
        ProofCheck check = new ProofCheck();
        assertThat(check.check(inclusion, key, Optional.empty())).contains("record r2 is number 2 in the log of 7");
        assertThat(check.check(consistency, key, Optional.of(earlier))).contains("begins with all 3 records");
        assertThatThrownBy(() -> check.check(consistency, key, Optional.empty()))
                .hasMessageContaining("earlier");
        assertThatThrownBy(() -> check.check(inclusion, key, Optional.of(earlier)))
                .hasMessageContaining("kept");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "45.25|45.26",
                "demo:coater-1|demo:coater-2",
                "12:00:00.123Z|12:00:00.124Z",
                "\"leafIndex\":2|\"leafIndex\":3",
                "\"treeSize\":7|\"treeSize\":8",
                "\"step\"|\"alarm\"",
                "\"related\"|\"Related\"",
                "\"content\":|\"contents\":",
                "\"path\":[|\"path\":[\"zz\",",
                "\"head\":|\"heads\":",
                "\"signature\":\"|\"signature\":\"A",
                "\"signature\":\"|\"signature\":\"?",
                "\"record\":{|\"record\":{},\"x\":{",
                "{|[{"
            })
    void whatIsChangedProvesNothing(String from, String to) throws IOException {
        String text = Files.readString(inclusion);
        assertThat(text).contains(from);
        Files.writeString(inclusion, text.replace(from, to));
        assertThatThrownBy(() -> new ProofCheck().check(inclusion, key, Optional.empty()))
                .isInstanceOf(BrokenProof.class);
    }

    @Test
    void theKeyOfAnotherProvesNothing() throws IOException {
        Path other = Files.writeString(
                directory.resolve("other-public.pem"),
                LogKey.in(directory.resolve("other.pem")).publicPem());
        assertThatThrownBy(() -> new ProofCheck().check(inclusion, other, Optional.empty()))
                .hasMessageContaining("not signed by this key");
        assertThatThrownBy(() -> new ProofCheck().check(inclusion, inclusion, Optional.empty()))
                .isInstanceOf(BrokenProof.class);
    }
}
