package io.celltwin.edge.wot;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.celltwin.edge.error.EdgeTwinException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.json.JsonObject;
import org.jboss.logging.Logger;

/**
 * The skeletons of things by their definitions. One is prepared before a command needs it, on threads of its own since
 * models are fetched; the thread that changes the twins then finds it, or why there is none, without waiting. It is
 * forgotten after a minute, so a model that was mended is seen then.
 */
public final class ThingSkeletons implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ThingSkeletons.class);
    private static final int THREADS = 2;
    private static final int MOST_WAITING = 64;

    private final ModelSource models;
    private final ExecutorService threads;
    private final Cache<String, Supplier<JsonObject>> prepared = Caffeine.newBuilder()
            .maximumSize(256)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    public ThingSkeletons(ModelSource models) {
        this.models = models;
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), work -> {
                    Thread thread = new Thread(work, "thing-models");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        threads = pool;
    }

    /** Completes once {@link #of} knows about a definition; fails with status 429 if too many wait for that. */
    public CompletionStage<Void> prepare(String definition) {
        if (prepared.getIfPresent(definition) != null) {
            return CompletableFuture.completedFuture(null);
        }
        try {
            return CompletableFuture.runAsync(() -> prepared.put(definition, outcome(definition)), threads);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(EdgeTwinException.busy());
        }
    }

    private Supplier<JsonObject> outcome(String definition) {
        try {
            if (!definition.startsWith("http://") && !definition.startsWith("https://")) {
                throw ModelErrors.noSkeleton(definition);
            }
            JsonObject skeleton = new ThingSkeleton(new ModelResolver(models)).of(definition);
            return () -> skeleton;
        } catch (DittoRuntimeException e) {
            return () -> {
                throw e;
            };
        } catch (RuntimeException | StackOverflowError e) {
            LOG.warnf("The Thing Model '%s' could not be used: %s", definition, e);
            return () -> {
                throw ModelErrors.invalid("The WoT ThingModel at URI '" + definition + "' was not valid.");
            };
        }
    }

    /**
     * The skeleton of a thing with a definition that was prepared.
     *
     * @throws DittoRuntimeException why there is none
     */
    public JsonObject of(String definition) {
        Supplier<JsonObject> outcome = prepared.getIfPresent(definition);
        if (outcome == null) {
            throw EdgeTwinException.busy();
        }
        return outcome.get();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
