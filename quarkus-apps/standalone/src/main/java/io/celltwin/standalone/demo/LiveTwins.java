package io.celltwin.standalone.demo;

import io.celltwin.twin.subscription.TwinListener;
import io.celltwin.twin.values.TwinChange;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;

/** Knows which twins are live: connected to their device, and with values measured since. */
final class LiveTwins implements TwinListener {
    private final Set<String> connected = ConcurrentHashMap.newKeySet();
    private final Set<String> measured = ConcurrentHashMap.newKeySet();

    @Override
    public void changed(TwinChange change) {
        String thing = change.thingId();
        if (change.deleted()) {
            connected.remove(thing);
            measured.remove(thing);
            return;
        }
        change.patch()
                .getValue("/features/connection/properties/status")
                .filter(JsonValue::isString)
                .ifPresent(status -> {
                    if (status.asString().equals("connected")) {
                        connected.add(thing);
                    } else {
                        connected.remove(thing);
                    }
                });
        if (!change.snapshot() && hasMeasuredValues(change)) {
            measured.add(thing);
        }
    }

    /** Those of these things that are not live. */
    Set<String> missing(Set<String> things) {
        Set<String> missing = new HashSet<>(things);
        missing.removeIf(thing -> connected.contains(thing) && measured.contains(thing));
        return missing;
    }

    private static boolean hasMeasuredValues(TwinChange change) {
        JsonObject features = change.patch()
                .getValue("/features")
                .filter(JsonValue::isObject)
                .map(JsonValue::asObject)
                .orElseGet(JsonObject::empty);
        return features.stream()
                .anyMatch(feature -> feature.getValue().isObject()
                        && feature.getValue().asObject().contains("properties/observedAt"));
    }
}
