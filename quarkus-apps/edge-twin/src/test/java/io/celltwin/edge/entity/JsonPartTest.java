package io.celltwin.edge.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found in the text is what the objects of the text say. */
class JsonPartTest {
    private static final String[] NAMES = {
        "a", "ab", "", "\u00fcber", "quo\"te", "back\\slash", "\ud83d\udd0b", "li\nne"
    };
    private static final int OBJECTS = 200;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\":1}",
                "{\"a\":\"}\",\"b\":[\"]\",{\"a\":2}],\"c\":{\"a\":{}}}",
                "{\"a\\u0062\":true,\"ab\\\"\":null}",
                " { \"a\" : 1 , \"b\" : [ 1 , 2 ] } ",
                "{\"a\":\"\\\\\",\"b\":-1.5e-3}"
            })
    void theTextIsReadAsItsObjectsAre(String text) {
        assertSame(text);
    }

    @Test
    void nestedValuesAndNamesOfAnyKindAreFound() {
        Random random = new Random(7);
        for (int i = 0; i < OBJECTS; i++) {
            assertSame(object(random, 3).toString());
        }
    }

    @Test
    void whatIsNoObjectHasNoMembers() {
        assertThat(part("[1]").member("a")).isEmpty();
        assertThat(part("[1]").isArray()).isTrue();
        assertThat(part("null").isObject()).isFalse();
        assertThat(JsonPart.of(JsonValue.nullLiteral()).isObject()).isFalse();
        assertThat(part("{\"a\":1}").member("b")).isEmpty();
        assertThat(part("\"text\"").read()).isEqualTo(JsonValue.of("text"));
    }

    private static JsonPart part(String text) {
        return JsonPart.ofText(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertSame(String text) {
        JsonObject expected = JsonObject.of(text);
        JsonPart part = part(text);
        assertThat(part.read()).isEqualTo(expected);
        Map<String, JsonValue> members = new LinkedHashMap<>();
        part.forEachMember((name, member) -> members.put(name, member.read()));
        assertThat(members).hasSize(expected.getSize());
        for (JsonField field : expected) {
            String name = field.getKeyName();
            assertThat(members.get(name)).as(text).isEqualTo(field.getValue());
            assertThat(part.member(name).map(JsonPart::read)).as(text).contains(field.getValue());
            if (field.getValue().isObject() && !field.getValue().isNull()) {
                assertSame(field.getValue().toString());
            }
        }
    }

    private static JsonObject object(Random random, int depth) {
        JsonObjectBuilder object = JsonFactory.newObjectBuilder();
        for (String name : NAMES) {
            if (!name.isEmpty() && random.nextBoolean()) {
                object.set(JsonField.newInstance(JsonKey.of(name), value(random, depth)));
            }
        }
        return object.build();
    }

    private static JsonValue value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> JsonValue.of(random.nextDouble());
            case 1 -> JsonValue.of(NAMES[random.nextInt(NAMES.length)] + "{[,]}");
            case 2 -> JsonValue.of(random.nextBoolean());
            case 3 -> JsonValue.nullLiteral();
            case 4 ->
                JsonFactory.newArrayBuilder()
                        .add(value(random, depth - 1), object(random, depth - 1))
                        .build();
            default -> object(random, depth - 1);
        };
    }
}
