package io.celltwin.adapter.backlog;

import io.celltwin.adapter.device.DeviceKey;
import io.celltwin.adapter.sending.OutboundMessage.Kind;
import io.celltwin.service.disk.DiskSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/** A process that keeps messages and ends without a word. */
final class KilledKeeper {

    static final int STATUS = 42;
    static final int MESSAGES = 100;

    private KilledKeeper() {}

    public static void main(String[] args) throws IOException {
        RocksBacklog backlog = new RocksBacklog(
                Path.of(args[0]), 1_000_000, DiskSpace.UNWATCHED, Clock.systemUTC(), new BacklogListener() {

                    @Override
                    public void kept(Kind kind) {
                        // Found by who looks afterwards.
                    }

                    @Override
                    public void dropped(Kind kind, long messages) {
                        throw new IllegalStateException("dropped");
                    }

                    @Override
                    public void passedOn(int messages) {
                        throw new IllegalStateException("passed on");
                    }
                });
        for (int i = 0; i < MESSAGES; i++) {
            backlog.keep(RocksBacklogTest.values(new DeviceKey("demo", "demo:filler-1"), "v" + i));
        }
        backlog.keep(RocksBacklogTest.event("alarm"));
        Runtime.getRuntime().halt(STATUS);
    }
}
