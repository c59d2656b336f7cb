package io.celltwin.simulator.device;

import io.celltwin.model.ModelProperty;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What clients wrote to a device's writable properties; kept until the next write. Thread-safe. */
public final class Setpoints {

    private final Map<String, Object> written = new ConcurrentHashMap<>();

    /** The number that was written to a feature's property, else the given one. */
    public double number(String feature, String property, double otherwise) {
        return written.get(feature + '/' + property) instanceof Number number ? number.doubleValue() : otherwise;
    }

    /** The truth value that was written to a feature's property, else the given one. */
    public boolean flag(String feature, String property, boolean otherwise) {
        return written.get(feature + '/' + property) instanceof Boolean flag ? flag : otherwise;
    }

    void write(ModelProperty property, Object value) {
        written.put(property.feature().orElse("") + '/' + property.name(), value);
    }
}
