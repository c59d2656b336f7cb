package io.celltwin.edge.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.edge.entity.Change;
import io.celltwin.edge.entity.ChangeAction;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.store.JournalEntry;
import io.celltwin.edge.store.RetentionPolicy;
import io.celltwin.edge.store.RocksJournal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.ditto.base.model.auth.AuthorizationModelFactory;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.ThingId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is let in can be read again after a start, and what could not be is not let in. */
class StorableJsonTest {
    private static final int DEEPEST = 500;
    private final DittoProtocol protocol = new DittoProtocol();

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"1e999", "-1e999", "[{\"a\":1e400}]", "\"\\ud800\"", "\"a\\udc00b\"", "{\"\\ud800\":1}"})
    void whatCannotBeReadAgainIsRefused(String value) {
        assertThatThrownBy(() -> signal("/attributes/a", value))
                .isInstanceOfSatisfying(
                        DittoRuntimeException.class,
                        error -> assertThat(error.getHttpStatus().getCode()).isEqualTo(400));
    }

    @Test
    void whatLiesTooDeepIsRefused() {
        for (String tooDeep : List.of(nested("{\"a\":", "}", DEEPEST), nested("[", "]", DEEPEST))) {
            assertThatThrownBy(() -> signal("/attributes/a", tooDeep)).isInstanceOf(DittoRuntimeException.class);
        }
        assertThatThrownBy(() -> signal("/attributes" + "/a".repeat(DEEPEST), "1"))
                .isInstanceOf(DittoRuntimeException.class);
        assertThatThrownBy(() -> protocol.toSignal(
                        protocol.parse("{\"topic\":\"h/\\ud800/things/twin/commands/retrieve\",\"path\":\"/\"}"),
                        AuthorizationModelFactory.emptyAuthContext(),
                        "test"))
                .isInstanceOf(DittoRuntimeException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1.7976931348623157e308", "5e-324", "-0", "9223372036854775807", "\"\\ud83d\\ude00\"", "null"})
    void whatLooksStrangeButCanBeReadAgainIsLetIn(String value) {
        signal("/attributes/a", value);
    }

    @Test
    void theDeepestValueCanBeReadAgain() throws Exception {
        String deepest = nested("{\"a\":", "}", DEEPEST - 2);
        signal("/attributes/a", deepest);
        EntityKey key = EntityKey.of(ThingId.of("h:t"));
        Change change = new Change(
                key,
                1,
                ChangeAction.CREATED,
                JsonPointer.empty(),
                Optional.of(JsonObject.newBuilder()
                        .set(
                                "attributes",
                                JsonObject.newBuilder()
                                        .set("a", JsonValue.of(JsonObject.of(deepest)))
                                        .build())
                        .build()),
                Instant.now());
        Entity entity = Entity.after(Optional.empty(), change);
        try (RocksJournal journal = new RocksJournal(directory, new RetentionPolicy(1, 10))) {
            journal.open();
            journal.append(List.of(new JournalEntry(change, Optional.empty(), entity)));
        }

        List<Entity> found = new ArrayList<>();
        try (RocksJournal journal = new RocksJournal(directory, new RetentionPolicy(1, 10))) {
            journal.open();
            journal.load(found::add);
        }

        assertThat(found).hasSize(1);
        assertThat(found.get(0).json()).isEqualTo(entity.json());
    }

    private void signal(String path, String value) {
        protocol.toSignal(
                protocol.parse("""
                {"topic":"h/t/things/twin/commands/modify","path":"%s","value":%s}""".formatted(path, value)), AuthorizationModelFactory.emptyAuthContext(), "test");
    }

    private static String nested(String open, String close, int depth) {
        return open.repeat(depth) + "1" + close.repeat(depth);
    }
}
