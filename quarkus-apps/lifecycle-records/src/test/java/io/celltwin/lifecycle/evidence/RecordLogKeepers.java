package io.celltwin.lifecycle.evidence;

import io.celltwin.lifecycle.config.LifecycleConfig;
import io.celltwin.lifecycle.record.RecordStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;

/** Keepers of record logs without a container. */
public final class RecordLogKeepers {

    private RecordLogKeepers() {}

    public static RecordLogKeeper of(RecordStore records, RecordLog log, LogKey key, LifecycleConfig config) {
        return new RecordLogKeeper(
                records, log, key, head -> {}, config.log(), new SimpleMeterRegistry(), InstantSource.system());
    }
}
