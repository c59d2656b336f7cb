package io.celltwin.lifecycle.step;

import com.mongodb.client.MongoClient;
import io.celltwin.lifecycle.config.LifecycleConfig;
import io.celltwin.lifecycle.encryption.CoreKeyFiles;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.RecordWriter;
import io.celltwin.lifecycle.state.StateBook;
import io.celltwin.lifecycle.twin.Twins;

/** Puts a watch of steps together without a container. */
public final class StepWatches {

    private StepWatches() {}

    public static StepWatch create(
            MongoClient client, LifecycleConfig config, RecordWriter writer, RecordStore records, Twins twins) {
        return new StepWatch(
                new StepRecorder(writer, records, new StateBook(records, twins), twins),
                new StepCheckpoints(client, config, CoreKeyFiles.cipher()),
                writer,
                config);
    }
}
