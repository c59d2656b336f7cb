package io.celltwin.registry.store;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.hono.client.ClientErrorException;
import org.eclipse.hono.client.ServerErrorException;
import org.eclipse.hono.service.management.BaseDto;

/** A sorted map of records of one kind, kept as JSON. */
final class RecordMap<T extends BaseDto<?>> {
    private final StringMap records;
    private final Class<T> type;

    RecordMap(StringMap records, Class<T> type) {
        this.records = records;
        this.type = type;
    }

    Optional<T> find(String key) {
        return records.find(key).map(this::read);
    }

    /**
     * The record, to be changed or removed.
     *
     * @param version the version that the client thinks is the present one, if it cares
     * @throws ClientErrorException 404 if there is none, 412 if its version is another
     */
    T require(String tenantId, String key, Optional<String> version) {
        T present = find(key)
                .orElseThrow(
                        () -> new ClientErrorException(tenantId, HttpURLConnection.HTTP_NOT_FOUND, "no such object"));
        if (version.isPresent() && !version.get().equals(present.getVersion())) {
            throw new ClientErrorException(
                    tenantId, HttpURLConnection.HTTP_PRECON_FAILED, "the object has another version by now");
        }
        return present;
    }

    /** @throws ClientErrorException 409 if there is one already */
    void requireNone(String tenantId, String key) {
        if (records.find(key).isPresent()) {
            throw new ClientErrorException(tenantId, HttpURLConnection.HTTP_CONFLICT, "the object exists already");
        }
    }

    void put(String key, T dto) {
        records.put(key, JsonObject.mapFrom(dto).encode());
    }

    void remove(String key) {
        records.remove(key);
    }

    Stream<T> all() {
        return records.values().map(this::read);
    }

    Stream<T> under(String... parts) {
        return records.keysUnder(parts).map(key -> find(key).orElseThrow());
    }

    Stream<String> keysUnder(String... parts) {
        return records.keysUnder(parts);
    }

    long countUnder(String... parts) {
        return records.countUnder(parts);
    }

    long size() {
        return records.size();
    }

    /** @throws ServerErrorException 500 if the record is damaged; what it holds is secret and not quoted */
    private T read(String json) {
        try {
            return new JsonObject(json).mapTo(type);
        } catch (DecodeException | IllegalArgumentException e) {
            throw new ServerErrorException(
                    HttpURLConnection.HTTP_INTERNAL_ERROR,
                    "a %s in the registry's file cannot be read: bring the file back from a backup"
                            .formatted(type.getSimpleName()));
        }
    }
}
