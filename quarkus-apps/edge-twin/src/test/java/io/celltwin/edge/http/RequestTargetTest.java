package io.celltwin.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Seen at a Ditto 3.9.6. */
class RequestTargetTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /api/2/policies/nocolon/entries/r/resources/bogus?x=%zz | Invalid input 'z', expected HEXDIG (line 1, column 54)
            /api/2/things/a%4xb                                     | Invalid input 'x', expected HEXDIG (line 1, column 18)
            /api/2/things/a%                                        | Unexpected end of input, expected HEXDIG (line 1, column 17)
            """)
    void aPercentSignWithoutDigitsIsShown(String target, String problem) {
        assertThat(RequestTarget.problem(target)).contains("Illegal request-target: " + problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/2/things", "/api/2/things/a%3Ab?x=%C3%A4"})
    void whatCanBeDecodedIsLeftAlone(String target) {
        assertThat(RequestTarget.problem(target)).isEmpty();
    }
}
