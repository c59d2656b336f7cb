package io.celltwin.lifecycle.record;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.celltwin.mongodb.EmbeddedMongo;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Records in a document server of a test's own.
 *
 * @param records may be used at once
 */
public record RecordServer(EmbeddedMongo mongo, MongoClient client, RecordStore records) implements AutoCloseable {

    /** @param directory where its files are */
    public static RecordServer start(Path directory) throws IOException {
        EmbeddedMongo mongo = EmbeddedMongo.start(directory, 0);
        MongoClient client = MongoClients.create(mongo.connectionString());
        return new RecordServer(mongo, client, RecordStores.prepared(client, "test"));
    }

    @Override
    public void close() {
        client.close();
        mongo.close();
    }
}
