package io.celltwin.maintenance.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class SettlingLevelTest {

    private static final double ORDINARY = 0.5;
    private static final int SEEN = SettlingLevel.SEGMENTS * OpenSegment.LENGTH;

    @Test
    void aLevelIsTakenWhereItRests() {
        assertThat(after(SEEN, i -> 7)).hasValue(7);
    }

    @Test
    void nothingIsTakenBeforeTwoMinutesWereSeen() {
        assertThat(after(SEEN - 1, i -> 7)).isEmpty();
    }

    @Test
    void whatStillMovesHasNoLevelAndHasOneAfterIt() {
        IntToDoubleFunction returning = i -> 7 + Math.max(0, 3 - 0.02 * i);

        assertThat(after(SEEN, returning)).isEmpty();
        assertThat(after(150 + SEEN, returning)).hasValue(7);
    }

    @Test
    void aStateThatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> SettlingLevel.within(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SettlingLevel(1, List.of(Double.NaN), 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SettlingLevel(1, List.of(), 0, OpenSegment.LENGTH))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static OptionalDouble after(int samples, IntToDoubleFunction value) {
        SettlingLevel settling = SettlingLevel.within(5);
        for (int i = 0; i < samples; i++) {
            settling = settling.with(value.applyAsDouble(i));
        }
        return settling.level(ORDINARY);
    }
}
