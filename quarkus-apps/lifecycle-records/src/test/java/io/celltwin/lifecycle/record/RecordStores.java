package io.celltwin.lifecycle.record;

import com.mongodb.client.MongoClient;
import io.celltwin.lifecycle.LifecycleSettings;
import io.celltwin.lifecycle.encryption.CoreKeyFiles;
import java.util.Set;

/** Record stores without a container. */
public final class RecordStores {

    /** Where no test looks at trade secrets. */
    public static final CoreFields NO_SECRETS = new CoreFields(record -> Set.of(), CoreKeyFiles.cipher());

    private RecordStores() {}

    /** A store in that database that may be used at once. */
    public static RecordStore prepared(MongoClient client, String database) {
        RecordStore records = new RecordStore(
                client, LifecycleSettings.withDatabase(database), new RecordSeal(new byte[] {1, 2, 3}), NO_SECRETS);
        records.prepare(0);
        return records;
    }
}
