package io.celltwin.standalone;

import io.celltwin.edge.store.StorageReserve;
import io.celltwin.mongodb.EmbeddedMongo;
import io.celltwin.standalone.broker.BrokerKeeper;
import io.celltwin.standalone.disk.DiskGuard;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Lends the apps what was started before them. */
@Dependent
final class ProcessState {
    private static volatile DiskGuard disk;
    private static volatile BrokerKeeper broker;
    private static volatile EmbeddedMongo documents;
    private static volatile StateRoot root;

    /** To be called before the apps start. */
    static void set(StateDirectory directory, DiskGuard guard, Services services) {
        root = new StateRoot(directory.root());
        disk = guard;
        broker = services.kafka();
        documents = services.documents();
    }

    @Produces
    @Singleton
    static DiskGuard disk() {
        return disk;
    }

    @Produces
    @Singleton
    static StorageReserve reserve() {
        return disk::hasRoom;
    }

    @Produces
    @Singleton
    static BrokerKeeper broker() {
        return broker;
    }

    @Produces
    @Singleton
    static EmbeddedMongo documents() {
        return documents;
    }

    @Produces
    @Singleton
    static StateRoot root() {
        return root;
    }
}
