package io.celltwin.system.cluster;

import io.celltwin.system.process.RunningProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * One pod's process.
 *
 * @param url where it serves HTTP
 */
record Replica(Part part, URI url, RunningProcess process) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    /** Whether a kubelet would find it alive. */
    boolean isLive() {
        return probe("live") == 200;
    }

    /** Whether it would be given requests. */
    boolean isReady() {
        return probe("ready") == 200;
    }

    private int probe(String kind) {
        try {
            return HTTP.send(
                            HttpRequest.newBuilder(url.resolve("/q/health/" + kind))
                                    .timeout(Duration.ofSeconds(5))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
