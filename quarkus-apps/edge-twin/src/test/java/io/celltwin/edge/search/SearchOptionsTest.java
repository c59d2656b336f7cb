package io.celltwin.edge.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.eclipse.ditto.base.model.exceptions.InvalidRqlExpressionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchOptionsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "sort(thingId                # Invalid input 't', expected Asc or Desc (line 1, column 6):",
                "sort()                      # Invalid input ')', expected Asc or Desc (line 1, column 6):",
                "sort( +thingId )            # Invalid input ' ', expected Asc or Desc (line 1, column 6):",
                "sort(+thingId,attributes/x) # Invalid input 'a', expected Asc or Desc (line 1, column 15):",
                "size(-1)                    # Invalid input '-', expected Digits (line 1, column 6):",
                "size(1 )                    # Invalid input ' ', expected Digit or ')' (line 1, column 7):",
                "size                        # Invalid input ')', expected '(' (line 1, column 5):",
                "size(1)x                    # Invalid input 'x', expected ',' or 'EOI' (line 1, column 8):",
                "size(1),,size(2)            # Invalid input ',', expected Sort, Limit, Cursor or Size (line 1, column 9):",
                "limit(1)                    # Invalid input ')', expected Digits, WhiteSpace or ',' (line 1, column 8):",
                "limit(a,1)                  # Invalid input 'a', expected [+-], Digit19 or Digit (line 1, column 7):",
                "foo                         # Invalid input 'f', expected WhiteSpace or Options (line 1, column 1):",
                "','                         # Invalid input ',', expected WhiteSpace or Options (line 1, column 1):"
            })
    void whatIsNoListOfOptionsIsToldInTheWordsOfDitto(String options, String message) {
        assertThatThrownBy(() -> SearchOptions.parse(options))
                .isInstanceOf(InvalidRqlExpressionException.class)
                .hasMessageStartingWith(message + "\n");
    }

    @Test
    void thePlaceIsMarked() {
        assertThatThrownBy(() -> SearchOptions.parse("size(x"))
                .hasMessage("Invalid input 'x', expected Digits (line 1, column 6):\nsize(x)\n     ^");
    }

    @Test
    void theLastParenthesisMayBeMissing() {
        assertThat(SearchOptions.parse("sort(-thingId),size(3").size()).contains(3);
    }

    @Test
    void aPlusSignThatCameAsABlankIsOne() {
        assertThat(SearchOptions.parse("sort( thingId)").sort())
                .isEqualTo(SearchOptions.parse("sort(+thingId)").sort());
    }
}
