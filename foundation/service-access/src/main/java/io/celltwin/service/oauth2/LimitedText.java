package io.celltwin.service.oauth2;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Takes an answer as text, unless it is longer than any token is. */
final class LimitedText implements BodySubscriber<String> {

    private static final int MOST_BYTES = 256 * 1024;

    private final BodySubscriber<String> text = BodySubscribers.ofString(StandardCharsets.UTF_8);
    private Flow.Subscription subscription;
    private long received;

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        text.onSubscribe(given);
    }

    @Override
    public void onNext(List<ByteBuffer> part) {
        received += part.stream().mapToLong(ByteBuffer::remaining).sum();
        if (received > MOST_BYTES) {
            subscription.cancel();
            text.onError(new IOException("the answer is longer than " + MOST_BYTES + " bytes"));
        } else {
            text.onNext(part);
        }
    }

    @Override
    public void onError(Throwable failure) {
        text.onError(failure);
    }

    @Override
    public void onComplete() {
        text.onComplete();
    }

    @Override
    public CompletionStage<String> getBody() {
        return text.getBody();
    }
}
