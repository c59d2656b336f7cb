package io.celltwin.lifecycle.record;

import com.mongodb.client.MongoClient;
import io.celltwin.lifecycle.LifecycleSettings;

/** Record stores without a container. */
public final class RecordStores {

    private RecordStores() {}

    /** A store in that database that may be used at once. */
    public static RecordStore prepared(MongoClient client, String database) {
        RecordStore records =
                new RecordStore(client, LifecycleSettings.withDatabase(database), new RecordSeal(new byte[] {1, 2, 3}));
        records.prepare(0);
        return records;
    }
}
