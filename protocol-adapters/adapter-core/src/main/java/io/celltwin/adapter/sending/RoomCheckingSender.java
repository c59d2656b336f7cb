package io.celltwin.adapter.sending;

import io.celltwin.service.disk.DiskSpace;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Sends nothing while the disk that the broker shares with this process is nearly full, so that messages wait here instead
 * of filling it.
 *
 * @param sender sends what there is room for
 * @param disk says whether there is room
 */
public record RoomCheckingSender(MessageSender sender, DiskSpace disk) implements MessageSender {

    @Override
    public CompletionStage<Void> send(OutboundMessage message) {
        return disk.hasRoom()
                ? sender.send(message)
                : CompletableFuture.failedFuture(new IOException("the disk is nearly full"));
    }
}
