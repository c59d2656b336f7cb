package io.celltwin.battery;

import io.celltwin.state.StateCodec;
import io.celltwin.twin.values.KnownValuesState;

/**
 * Everything that a replica needs to go on with a battery that another one followed.
 *
 * @param known what is known of its values
 * @param meter where the measuring stands
 * @param trend how its capacity fell so far
 */
record PackState(KnownValuesState known, MeterState meter, FadeTrendState trend) {

    static final StateCodec<PackState> CODEC = StateCodec.of(
                    "What is remembered of the battery", PackState.class, "The battery is followed anew from its twin")
            .version()
            .build();
}
