package io.celltwin.edge.rql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.eclipse.ditto.base.model.common.LikeHelper;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.rql.query.things.ThingPredicateVisitor;
import org.eclipse.ditto.things.model.Thing;
import org.eclipse.ditto.things.model.ThingId;
import org.junit.jupiter.api.Test;

/** Patterns of like find what Ditto finds, in a time in proportion to the text. */
class LinearLikeTest {

    @Test
    void patternsMatchWhatDittosMatch() {
        Random random = new Random(7);
        int matches = 0;
        for (int i = 0; i < 20_000; i++) {
            String pattern = text(random, "ab*?.\\", 8);
            String text = text(random, "ab.\\", 10);
            String dittos = LikeHelper.convertToRegexSyntax(pattern);
            boolean expected = Pattern.compile(dittos).matcher(text).matches();
            matches += expected ? 1 : 0;

            assertThat(Pattern.compile(LinearLike.linear(dittos)).matcher(text).matches())
                    .as(pattern + " on " + text)
                    .isEqualTo(expected);
        }
        assertThat(matches).isGreaterThan(500);
    }

    @Test
    void aPatternWithManyAsterisksEndsSoonOnALongText() {
        Thing thing = Thing.newBuilder()
                .setId(ThingId.of("h:t"))
                .setAttribute(JsonPointer.of("a"), JsonValue.of("a".repeat(50_000)))
                .build();

        for (String function : List.of("like", "ilike")) {
            boolean found = assertTimeoutPreemptively(
                    Duration.ofSeconds(10),
                    () -> ThingPredicateVisitor.apply(Rql.parse(
                                    function + "(attributes/a,\"" + "*a".repeat(20) + "b\")", DittoHeaders.empty()))
                            .test(thing));
            assertThat(found).isFalse();
        }
    }

    @Test
    void otherExpressionsMeanWhatTheySay() {
        Thing thing = Thing.newBuilder()
                .setId(ThingId.of("h:t"))
                .setAttribute(JsonPointer.of("n"), JsonValue.of(3))
                .setAttribute(JsonPointer.of("s"), JsonValue.of("abc"))
                .build();

        assertThat(List.of(
                        "eq(attributes/n,3)",
                        "ne(attributes/n,4)",
                        "gt(attributes/n,2)",
                        "ge(attributes/n,3)",
                        "lt(attributes/n,4)",
                        "le(attributes/n,3)",
                        "in(attributes/n,1,3)",
                        "exists(attributes/s)",
                        "like(attributes/s,\"a*\")",
                        "ilike(attributes/s,\"*B*\")",
                        "and(eq(attributes/n,3),or(eq(attributes/n,4),not(eq(attributes/n,5))))"))
                .allMatch(rql -> ThingPredicateVisitor.apply(Rql.parse(rql, DittoHeaders.empty()))
                        .test(thing));
        assertThat(List.of(
                        "eq(attributes/n,4)",
                        "exists(attributes/x)",
                        "like(attributes/s,\"b*\")",
                        "not(eq(attributes/n,3))"))
                .noneMatch(rql -> ThingPredicateVisitor.apply(Rql.parse(rql, DittoHeaders.empty()))
                        .test(thing));
    }

    private static String text(Random random, String alphabet, int longest) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(longest + 1); length > 0; length--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
