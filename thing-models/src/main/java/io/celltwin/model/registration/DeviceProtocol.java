package io.celltwin.model.registration;

import io.celltwin.model.binding.ModbusAddress;
import io.celltwin.model.binding.ModbusForm;
import io.celltwin.model.binding.ModbusScheme;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The protocols of the adapters that we have: the schemes of their addresses and the settings that a registration may have. */
public enum DeviceProtocol {
    /** Modbus in all its transports. */
    MODBUS(
            Set.of("modbus+tcp", "modbus+tls", "modbus+udp", "modbus+rtu+tcp", "modbus+rtu"),
            List.of(
                    SettingRule.number(
                            "pollingTimeMs", ModbusForm.SHORTEST_POLLING_TIME.toMillis(), SettingRule.DAY_MS),
                    SettingRule.number("maxRegistersPerRequest", 1, 125),
                    SettingRule.number("maxBitsPerRequest", 1, 2000),
                    SettingRule.number("maxGap", 0, 2000),
                    SettingRule.milliseconds("pauseAfterConnectMs"),
                    SettingRule.milliseconds("pauseBetweenRequestsMs"),
                    SettingRule.flag("showPlan")),
            DeviceProtocol::modbusAddressProblem),
    /** OPC-UA, binary over TCP. */
    OPC_UA(
            Set.of("opc.tcp"),
            List.of(SettingRule.text("securityPolicy"), SettingRule.text("securityMode")),
            DeviceProtocol::opcUaAddressProblem);

    /** The settings that every adapter knows. */
    static final List<SettingRule> OF_ALL = List.of(
            SettingRule.milliseconds("pollingTimeMs"),
            SettingRule.milliseconds("timeoutMs"),
            SettingRule.flag("ignoreDeviceClock"),
            SettingRule.text("uncertainValues", "publish", "withhold"),
            SettingRule.flag("acceptCommands"));

    /** Elsewhere whoever sets them believes to set up a line that somebody else has set up. */
    private static final List<SettingRule> OF_SERIAL_LINES = List.of(
            SettingRule.number("baudRate", 300, 4_000_000),
            SettingRule.text("parity", "none", "even", "odd"),
            SettingRule.number("stopBits", 1, 2));

    private static final int HIGHEST_PORT = 0xFFFF;

    private final Set<String> schemes;
    private final List<SettingRule> settings;
    private final Function<URI, Optional<String>> addressCheck;

    DeviceProtocol(Set<String> schemes, List<SettingRule> settings, Function<URI, Optional<String>> addressCheck) {
        this.schemes = schemes;
        this.settings = settings;
        this.addressCheck = addressCheck;
    }

    /**
     * @param scheme of a device's address, in lower case
     * @return the protocol whose adapter takes it; empty if none of ours does
     */
    public static Optional<DeviceProtocol> ofScheme(String scheme) {
        return Arrays.stream(values())
                .filter(protocol -> protocol.schemes.contains(scheme))
                .findFirst();
    }

    /** The schemes that adapters of ours take, in order. */
    public static List<String> allSchemes() {
        return Arrays.stream(values())
                .flatMap(protocol -> protocol.schemes.stream())
                .sorted()
                .toList();
    }

    /**
     * @param scheme of a device's address, in lower case
     * @return the settings that every adapter knows and those of this protocol, one for each name: the protocol's own rule wins
     */
    public List<SettingRule> settings(String scheme) {
        Map<String, SettingRule> byName = new LinkedHashMap<>();
        OF_ALL.forEach(rule -> byName.put(rule.name(), rule));
        settings.forEach(rule -> byName.put(rule.name(), rule));
        if (scheme.equals(ModbusScheme.SERIAL.text())) {
            OF_SERIAL_LINES.forEach(rule -> byName.put(rule.name(), rule));
        }
        return List.copyOf(byName.values());
    }

    /**
     * @param address an address with one of the schemes of this protocol
     * @return why no device can be there; what it says never holds a password
     */
    Optional<String> addressProblem(URI address) {
        String authority = address.getRawAuthority();
        return authority != null && authority.indexOf('@') >= 0
                ? Optional.of(
                        "the registration's address has an account in it (ext.celltwin.address): leave it out, accounts are"
                                + " settings of the adapter")
                : addressCheck.apply(address);
    }

    private static Optional<String> modbusAddressProblem(URI address) {
        try {
            ModbusAddress.of(address);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static Optional<String> opcUaAddressProblem(URI address) {
        return address.getHost() == null || address.getPort() < 1 || address.getPort() > HIGHEST_PORT
                ? Optional.of(
                        "address %s is not of the form opc.tcp://host:port[/path] with a host without underscores and a port up to %d"
                                .formatted(address, HIGHEST_PORT))
                : Optional.empty();
    }
}
