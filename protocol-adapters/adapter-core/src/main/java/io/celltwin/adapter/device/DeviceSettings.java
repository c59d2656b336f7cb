package io.celltwin.adapter.device;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The optional settings of one device's registration ({@code ext.celltwin.settings}). Every accessor answers empty for a
 * setting that is not given and throws {@link DeviceConfigurationException} for one of the wrong type or out of range.
 * <p>
 * The settings that every adapter knows have accessors of their own; a driver reads its particular ones by name.
 *
 * @param values setting by name, as JSON gave them: {@code Boolean}, {@code Number}, {@code String}, {@code List} or
 *            {@code Map}
 */
public record DeviceSettings(Map<String, Object> values) {

    /** Nothing set. */
    public static final DeviceSettings NONE = new DeviceSettings(Map.of());

    private static final long LONGEST_MILLIS = Duration.ofDays(1).toMillis();

    public DeviceSettings {
        values = Map.copyOf(values);
    }

    /**
     * @return {@code pollingTimeMs}: how often to read this device, instead of what its model says
     */
    public Optional<Duration> pollingTime() {
        return milliseconds("pollingTimeMs");
    }

    /**
     * @return {@code timeoutMs}: how long to wait for an answer of this device, instead of what its model says
     */
    public Optional<Duration> timeout() {
        return milliseconds("timeoutMs");
    }

    /**
     * @return {@code ignoreDeviceClock}: true if the time of reading is to be used instead of the device's own clock;
     *         false if not given
     */
    public boolean ignoreDeviceClock() {
        return flag("ignoreDeviceClock").orElse(false);
    }

    /**
     * @return {@code uncertainValues}: true if values that the device calls uncertain are told ({@code publish}), false if the last
     *         good ones stay ({@code withhold}), instead of what its model says
     */
    public Optional<Boolean> publishUncertainValues() {
        return text("uncertainValues").map(text -> switch (text) {
            case "publish" -> true;
            case "withhold" -> false;
            default -> throw new DeviceConfigurationException("setting uncertainValues must be publish or withhold");
        });
    }

    /**
     * @return {@code acceptCommands}: true if the device is to take commands, where its tenant and its model may; false if
     *         not given
     */
    public boolean acceptCommands() {
        return flag("acceptCommands").orElse(false);
    }

    /**
     * @param name the setting's name
     * @return the setting, a positive number of milliseconds of at most a day
     */
    public Optional<Duration> milliseconds(String name) {
        return integer(name, 1, LONGEST_MILLIS).map(Duration::ofMillis);
    }

    /**
     * @param name the setting's name
     * @param least the least value allowed
     * @param greatest the greatest value allowed
     * @return the setting, a whole number
     */
    public Optional<Long> integer(String name, long least, long greatest) {
        Object value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof Number number)
                || number.doubleValue() != Math.rint(number.doubleValue())
                || number.doubleValue() < least
                || number.doubleValue() > greatest) {
            throw new DeviceConfigurationException(
                    "setting %s must be a whole number from %d to %d".formatted(name, least, greatest));
        }
        return Optional.of(number.longValue());
    }

    /**
     * @param name the setting's name
     * @return the setting, a boolean
     */
    public Optional<Boolean> flag(String name) {
        return typed(name, Boolean.class, "true or false");
    }

    /**
     * @param name the setting's name
     * @return the setting, a string
     */
    public Optional<String> text(String name) {
        return typed(name, String.class, "a string");
    }

    private <T> Optional<T> typed(String name, Class<T> type, String expected) {
        Object value = values.get(name);
        if (value != null && !type.isInstance(value)) {
            throw new DeviceConfigurationException("setting %s must be %s".formatted(name, expected));
        }
        return Optional.ofNullable(type.cast(value));
    }
}
