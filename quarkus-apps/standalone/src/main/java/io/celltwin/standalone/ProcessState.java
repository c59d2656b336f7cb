package io.celltwin.standalone;

import io.celltwin.edge.store.StorageReserve;
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

    /** To be called before the apps start. */
    static void set(DiskGuard guard, BrokerKeeper keeper) {
        disk = guard;
        broker = keeper;
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
}
