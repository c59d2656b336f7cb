package io.celltwin.edge.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonMergePatch;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.ThingId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ditto's own {@link JsonMergePatch} is what a merge is measured by. */
class MergePatchTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /f     | {"{{ ~a.*~ }}":null}                      | {"f":{"b":3,"c":{"ab":4,"d":5}}}
                    /f     | {"{{ /a.*/ }}":null}                      | {"f":{"b":3,"c":{"ab":4,"d":5}}}
                    /f     | {"{{~a.*~}}":null}                        | {"f":{"b":3,"c":{"ab":4,"d":5}}}
                    /      | {"f":{"{{ ~a.*~ }}":null}}                | {"f":{"b":3,"c":{"ab":4,"d":5}}}
                    /f/c   | {"{{ ~a.*~ }}":null}                      | {"f":{"ab":1,"ac":2,"b":3,"c":{"d":5}}}
                    /f     | {"{{ ~ab~ }}":null,"{{ ~b~ }}":null}      | {"f":{"ac":2,"c":{"ab":4,"d":5}}}
                    /f     | {"{{ ~.*~ }}":null,"new":1}               | {"f":{"new":1}}
                    /f     | {"{{ ~c~ }}":null,"c":{"e":6}}            | {"f":{"ab":1,"ac":2,"b":3,"c":{"e":6}}}
                    /f     | {"{{ ~a~ }}":null}                        | {"f":{"ab":1,"ac":2,"b":3,"c":{"ab":4,"d":5}}}
                    /f     | {"{{ ab }}":null}                         | {"f":{"ab":1,"ac":2,"b":3,"c":{"ab":4,"d":5}}}
                    /f     | {"c":null}                                | {"f":{"ab":1,"ac":2,"b":3}}
                    /g/h   | {"i":null,"j":{"k":null,"l":1}}           | {"f":{"ab":1,"ac":2,"b":3,"c":{"ab":4,"d":5}},"g":{"h":{"j":{"l":1}}}}
                    /f/b   | {"x":1}                                   | {"f":{"ab":1,"ac":2,"b":{"x":1},"c":{"ab":4,"d":5}}}
                    """)
    void aMergeDoesWhatDittoDoes(String path, String patch, String expected) {
        JsonObject target = JsonObject.of("{\"f\":{\"ab\":1,\"ac\":2,\"b\":3,\"c\":{\"ab\":4,\"d\":5}}}");
        JsonValue value = JsonFactory.readFrom(patch);

        KeyPattern.check(target, JsonPointer.of(path), value);
        JsonObject merged = MergePatch.apply(target, JsonPointer.of(path), value);

        assertThat(merged).isEqualTo(JsonObject.of(expected));
        assertThat(merged)
                .isEqualTo(JsonMergePatch.of(JsonPointer.of(path), value).applyOn(target));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"{{ ~a.*~ }}\":5}", "{\"{{ ~a.*~ }}\":{\"x\":1}}", "{\"{{ ~a.*~ }}\":\"\"}"})
    void aPatternWithAValueIsAnOrdinaryKeyAsInDitto(String patch) {
        JsonObject target = JsonObject.of("{\"ab\":1}");

        JsonObject merged = MergePatch.apply(target, JsonPointer.empty(), JsonObject.of(patch));

        assertThat(merged).isEqualTo(JsonMergePatch.of(JsonObject.of(patch)).applyOn(target));
        assertThat(merged.getValue("ab")).contains(JsonValue.of(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{ ~a(~ }}", "{{ ~*~ }}", "{{ ~[~ }}", "{{~}}", "{{ / }}"})
    void whatIsNoRegularExpressionIsRefusedAndNothingElse(String key) {
        JsonObject target = JsonObject.of("{\"f\":{\"ab\":1}}");
        JsonObject patch = JsonFactory.newObjectBuilder()
                .set(JsonKey.of(key), JsonFactory.nullLiteral())
                .build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyPattern.check(target, JsonPointer.of("/f"), patch))
                .withMessageContaining(key);
        // There is nothing that it could be tried against, as in Ditto.
        KeyPattern.check(target, JsonPointer.of("/g"), patch);
    }

    @Test
    @Timeout(20)
    void anExpressionThatWouldTakeForEverIsRefusedSoon() {
        JsonObject target = JsonFactory.newObjectBuilder()
                .set(JsonKey.of("a".repeat(200)), 1)
                .build();
        JsonObject patch = JsonObject.of("{\"{{ ~a*a*a*a*a*a*a*a*a*b~ }}\":null}");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyPattern.check(target, JsonPointer.empty(), patch))
                .withMessageContaining("takes too long");
    }

    @Test
    void anExpressionThatNeedsTooMuchStackIsRefused() {
        JsonObject target = JsonFactory.newObjectBuilder()
                .set(JsonKey.of("ab".repeat(50_000)), 1)
                .build();

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        KeyPattern.check(target, JsonPointer.empty(), JsonObject.of("{\"{{ ~(a|b)*~ }}\":null}")));
    }

    @Test
    void whatAPatternRemovesCanBeToldKeyByKey() {
        JsonObject target = JsonObject.of("{\"ab\":1,\"ac\":{\"x\":1,\"y\":{\"z\":2}},\"b\":3}");
        JsonObject patch = JsonObject.of("{\"{{ ~a.*~ }}\":null,\"ac\":{\"y\":{\"n\":1}},\"d\":4}");

        JsonValue resolved = KeyPattern.resolved(target, JsonPointer.empty(), patch);

        assertThat(resolved)
                .isEqualTo(JsonObject.of("{\"ab\":null,\"ac\":{\"x\":null,\"y\":{\"z\":null,\"n\":1}},\"d\":4}"));
        assertThat(JsonMergePatch.of(resolved).applyOn(target))
                .isEqualTo(MergePatch.apply(target, JsonPointer.empty(), patch));
    }

    @Test
    void slashesBecomeTildesAndNothingElseChanges() {
        JsonObject patch = JsonObject.of("{\"f\":{\"{{ /a.*/ }}\":null,\"{{ /b/ }}\":1},\"g\":[{\"{{ /c/ }}\":null}]}");

        assertThat(KeyPattern.withTildes(patch))
                .isEqualTo(
                        JsonObject.of("{\"f\":{\"{{ ~a.*~ }}\":null,\"{{ /b/ }}\":1},\"g\":[{\"{{ /c/ }}\":null}]}"));
        JsonObject plain = JsonObject.of("{\"f\":{\"{{ ~a~ }}\":null}}");
        assertThat(KeyPattern.withTildes(plain)).isSameAs(plain);
    }

    @Test
    void anyPatchLeadsToTheSameTwinAsInDitto() {
        Random random = new Random(7);
        for (int i = 0; i < 3_000; i++) {
            JsonObject target = object(random, 3, false);
            JsonObject patch = object(random, 3, true);
            JsonPointer path = random.nextBoolean() ? JsonPointer.empty() : JsonPointer.of("/a/b");
            Entity before =
                    new Entity(EntityKey.of(ThingId.of("test:thing")), target, 1, Instant.EPOCH, Instant.EPOCH, false);

            KeyPattern.check(target, path, patch);
            Change change = new Change(before.key(), 2, ChangeAction.MERGED, path, Optional.of(patch), Instant.EPOCH);
            Entity after = Entity.after(Optional.of(before), change);

            assertThat(after.json())
                    .as("%s merged into %s at %s", patch, target, path)
                    .isEqualTo(JsonMergePatch.of(path, patch).applyOn(target));
        }
    }

    private static JsonObject object(Random random, int depth, boolean isPatch) {
        JsonObjectBuilder object = JsonFactory.newObjectBuilder();
        int fields = random.nextInt(4);
        for (int i = 0; i < fields; i++) {
            String name = String.valueOf("abc~".charAt(random.nextInt(4))) + (random.nextInt(3) == 0 ? "b" : "");
            boolean pattern = isPatch && random.nextInt(4) == 0;
            String key = pattern ? "{{ ~" + (random.nextBoolean() ? "a.*" : ".b|c") + "~ }}" : name;
            JsonValue value = switch (random.nextInt(depth > 0 ? 5 : 3)) {
                case 0 -> JsonValue.of(random.nextInt(3));
                case 1 -> JsonValue.of("text");
                case 2 -> isPatch ? JsonFactory.nullLiteral() : JsonValue.of(true);
                default -> object(random, depth - 1, isPatch);
            };
            object.set(JsonKey.of(key), value);
        }
        return object.build();
    }
}
