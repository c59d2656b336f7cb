package io.celltwin.standalone.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiskGuardTest {
    private static final long MEBIBYTE = 1L << 20;

    private long freeMebibytes = 1_000;
    private boolean unknown;
    private final DiskGuard guard = new DiskGuard(this::freeBytes, new DiskReserve(100 * MEBIBYTE));
    private final List<DiskLevel> told = new ArrayList<>();

    private long freeBytes() throws IOException {
        if (unknown) {
            throw new IOException("stale file handle");
        }
        return freeMebibytes * MEBIBYTE;
    }

    @Test
    void eachChangeIsToldOnceAndALittleMoreRoomIsNoChange() {
        guard.onChange(told::add);

        for (long free : new long[] {500, 100, 99, 60, 110, 24, 26, 49, 50, 99, 124, 125, 100}) {
            freeMebibytes = free;
            guard.look();
            guard.look();
        }

        assertThat(told).containsExactly(DiskLevel.LOW, DiskLevel.EXHAUSTED, DiskLevel.LOW, DiskLevel.ROOM);
        assertThat(guard.hasRoom()).isTrue();
    }

    @Test
    void aDiskThatIsFullAtOnceIsKnownAtTheNextLook() {
        guard.onChange(told::add);
        freeMebibytes = 0;
        guard.look();

        assertThat(told).containsExactly(DiskLevel.EXHAUSTED);
        assertThat(guard.hasRoom()).isFalse();
        assertThat(guard.refusal()).contains("0 MiB left", "100 MiB");
    }

    @Test
    void whereTheFreeSpaceIsNotKnownTheLevelStays() {
        freeMebibytes = 50;
        guard.look();
        unknown = true;
        guard.look();

        assertThat(guard.level()).isEqualTo(DiskLevel.LOW);
    }

    @Test
    void theReserveIsATenthOfTheDiskWithinBounds() {
        assertThat(DiskReserve.usual(100 * MEBIBYTE).bytes()).isEqualTo(32 * MEBIBYTE);
        assertThat(DiskReserve.usual(2_000 * MEBIBYTE).bytes()).isEqualTo(200 * MEBIBYTE);
        assertThat(DiskReserve.usual(1_000_000 * MEBIBYTE).bytes()).isEqualTo(1_024 * MEBIBYTE);
    }
}
