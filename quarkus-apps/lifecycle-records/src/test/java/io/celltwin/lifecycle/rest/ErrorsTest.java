package io.celltwin.lifecycle.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.twin.error.TwinException;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingNotModifiableException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingUnavailableException;
import org.junit.jupiter.api.Test;

class ErrorsTest {
    private static final ThingId PACK = ThingId.of("demo:pack-1");

    @Test
    void whatThisAppMayNotDoIsForbiddenAndNotAway() {
        assertThat(status(ThingNotModifiableException.newBuilder(PACK).build())).isEqualTo(403);
        assertThat(status(ThingUnavailableException.newBuilder(PACK).build())).isEqualTo(503);
        assertThat(status(new IllegalStateException("closed"))).isEqualTo(503);
    }

    private static int status(RuntimeException cause) {
        return new Errors()
                .twinServiceRefusesOrIsAway(new TwinException("The twin service refused it", cause))
                .getStatus();
    }
}
