package io.celltwin.mongodb;

import de.bwaldvogel.mongo.MongoVersion;
import java.util.List;

/**
 * The version of MongoDB that the server says it is: the oldest that today's drivers speak to. They take from it which
 * options of commands they may send; none that came after it is answered.
 */
enum ServedVersion implements MongoVersion {
    MONGO_4_4;

    private static final int WIRE_VERSION = 9;

    @Override
    public List<Integer> getVersionArray() {
        return List.of(4, 4, 0);
    }

    @Override
    public int getWireVersion() {
        return WIRE_VERSION;
    }
}
