package io.celltwin.history.rest;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A response that is written by a thread which may wait: a portion is sent when the one before it has gone to the network, so that a slow
 * reader slows the writer down and fills no memory.
 */
final class ResponseText implements Appendable {

    private static final int PORTION = 64 * 1024;
    private static final long PATIENCE_SECONDS = 60;

    private final HttpServerResponse response;
    private final StringBuilder portion = new StringBuilder(PORTION);

    ResponseText(HttpServerResponse response) {
        this.response = response;
    }

    @Override
    public ResponseText append(CharSequence text) throws IOException {
        portion.append(text);
        return sendIfFull();
    }

    @Override
    public ResponseText append(CharSequence text, int start, int end) throws IOException {
        portion.append(text, start, end);
        return sendIfFull();
    }

    @Override
    public ResponseText append(char character) throws IOException {
        portion.append(character);
        return sendIfFull();
    }

    private ResponseText sendIfFull() throws IOException {
        if (portion.length() >= PORTION) {
            await(response.write(Buffer.buffer(portion.toString())));
            portion.setLength(0);
        }
        return this;
    }

    /** Waits until something is sent. */
    static void await(Future<Void> sent) throws IOException {
        try {
            sent.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException("the reader has gone", e);
        } catch (TimeoutException e) {
            throw new IOException("the reader takes nothing", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the history ends", e);
        }
    }

    /** Sends the rest and ends the response. */
    void end() throws IOException {
        await(response.end(Buffer.buffer(portion.toString())));
    }
}
