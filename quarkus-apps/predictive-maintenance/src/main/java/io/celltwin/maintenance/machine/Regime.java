package io.celltwin.maintenance.machine;

import io.celltwin.model.ModelProperty;
import io.celltwin.twin.values.KnownValues;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.ditto.json.JsonValue;

/**
 * In which regime a machine runs: what is set, coarsely. Each regime has a healthy model of its own. Its key says whether two are
 * the same, and not what is set: settings may be trade secrets, and the models stand in the twin.
 */
final class Regime {

    /** Settings that differ by less than about this part of their range are the same regime. */
    private static final double STEP = 0.02;

    private static final int KEY_LENGTH = 12;

    private final Map<String, String> settings;
    private String key;

    Regime(Map<String, String> settings) {
        this.settings = new TreeMap<>(settings);
        this.key = digest();
    }

    /** Takes what is set now; what is not known now is taken to be as it was. */
    void update(MachineModel model, KnownValues known) {
        boolean changed = false;
        for (ModelProperty setting : model.settings()) {
            Optional<String> step = known.value(setting).flatMap(value -> step(setting, value));
            if (step.isPresent()) {
                changed |= !step.get().equals(settings.put(setting.name() + setting.feature(), step.get()));
            }
        }
        if (changed) {
            key = digest();
        }
    }

    String key() {
        return key;
    }

    Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    private static Optional<String> step(ModelProperty setting, JsonValue value) {
        if (value.isNumber()) {
            double step = Math.max(MachineModel.range(setting) * STEP, Double.MIN_NORMAL);
            return Optional.of(Long.toString(Math.round(value.asDouble() / step)));
        }
        return value.isBoolean() || value.isString() ? Optional.of(value.toString()) : Optional.empty();
    }

    private String digest() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(settings.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, KEY_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java has no SHA-256", e);
        }
    }
}
