package io.celltwin.registry.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardPatternTest {

    @ParameterizedTest
    @CsvSource({
        "pack-1,pack-1,true",
        "pack-1,pack-12,false",
        "pack-*,pack-,true",
        "pack-?,pack-,false",
        "pack-?,pack-9,true",
        "*-1,pack-1,true",
        "*,'',true",
        "'','',true",
        "'',a,false",
        "a*b*c,aXXbYYbZc,true",
        "a*b*c,acb,false",
        "a.c,abc,false",
        "a*?,a,false",
        "*a*b,ab,true"
    })
    void matchesTheWholeText(String pattern, String text, boolean expected) {
        assertThat(new WildcardPattern(pattern).matches(text)).isEqualTo(expected);
    }

    @Test
    void aPatternMadeToTakeForeverDoesNot() {
        WildcardPattern pattern = new WildcardPattern("a*".repeat(500) + "b");
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThat(pattern.matches("a".repeat(50_000))).isFalse());
    }
}
