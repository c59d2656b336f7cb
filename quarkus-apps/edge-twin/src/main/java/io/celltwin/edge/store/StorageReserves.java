package io.celltwin.edge.store;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;

/** Whoever in this process watches over the disk: writes are taken while all of them allow it. */
@Singleton
public class StorageReserves {
    private final List<StorageReserve> reserves;

    StorageReserves(@All List<StorageReserve> reserves) {
        this.reserves = reserves;
    }

    /** Whether nobody is against changes now. */
    public boolean allowWrites() {
        return reserves.stream().allMatch(StorageReserve::allowsWrites);
    }
}
