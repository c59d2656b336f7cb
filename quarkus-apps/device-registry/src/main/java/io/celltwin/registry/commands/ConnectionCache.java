package io.celltwin.registry.commands;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Policy.VarExpiration;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.hono.deviceconnection.common.Cache;

/**
 * Where each device was last seen, in memory: which gateway, which adapter. Adapters tell again when they reconnect, so
 * nothing is lost with the process.
 */
final class ConnectionCache implements Cache<String, String> {
    private static final int MOST_ENTRIES = 200_000;
    private static final Duration UNLIMITED = Duration.ofNanos(Long.MAX_VALUE);

    private final com.github.benmanes.caffeine.cache.Cache<String, String> entries = Caffeine.newBuilder()
            .maximumSize(MOST_ENTRIES)
            .expireAfter(Expiry.<String, String>creating((key, value) -> UNLIMITED))
            .build();
    private final VarExpiration<String, String> expiration =
            entries.policy().expireVariably().orElseThrow();

    @Override
    public Future<JsonObject> checkForCacheAvailability() {
        return Future.succeededFuture(new JsonObject());
    }

    @Override
    public Future<Void> put(String key, String value) {
        return put(key, value, -1, TimeUnit.MILLISECONDS);
    }

    @Override
    @SuppressWarnings("CheckReturnValue") // What was known before is of no interest.
    public Future<Void> put(String key, String value, long lifespan, TimeUnit unit) {
        expiration.put(key, value, lifespan < 0 ? UNLIMITED : Duration.of(lifespan, unit.toChronoUnit()));
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> putAll(Map<? extends String, ? extends String> data) {
        return putAll(data, -1, TimeUnit.MILLISECONDS);
    }

    @Override
    public Future<Void> putAll(Map<? extends String, ? extends String> data, long lifespan, TimeUnit unit) {
        data.forEach((key, value) -> put(key, value, lifespan, unit));
        return Future.succeededFuture();
    }

    @Override
    public Future<String> get(String key) {
        return Future.succeededFuture(entries.getIfPresent(key));
    }

    @Override
    public Future<Boolean> remove(String key, String value) {
        return Future.succeededFuture(entries.asMap().remove(key, value));
    }

    @Override
    public Future<Map<String, String>> getAll(Set<? extends String> keys) {
        Map<String, String> found = new HashMap<>();
        keys.forEach(key -> Optional.ofNullable(entries.getIfPresent(key)).ifPresent(value -> found.put(key, value)));
        return Future.succeededFuture(found);
    }
}
