package io.celltwin.model.registration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The protocols of the adapters that we have: the schemes of their addresses and the settings that a registration may have. */
public enum DeviceProtocol {
    /** Modbus in all its transports. */
    MODBUS(
            Set.of("modbus+tcp", "modbus+tls", "modbus+udp", "modbus+rtu+tcp", "modbus+rtu"),
            List.of(
                    SettingRule.number("maxRegistersPerRequest", 1, 125),
                    SettingRule.number("maxBitsPerRequest", 1, 2000),
                    SettingRule.number("maxGap", 0, 2000),
                    SettingRule.milliseconds("pauseAfterConnectMs"),
                    SettingRule.milliseconds("pauseBetweenRequestsMs"),
                    SettingRule.flag("showPlan"),
                    SettingRule.number("baudRate", 1, 10_000_000),
                    SettingRule.text("parity", "none", "even", "odd"),
                    SettingRule.number("stopBits", 1, 2))),
    /** OPC-UA, binary over TCP. */
    OPC_UA(Set.of("opc.tcp"), List.of(SettingRule.text("securityPolicy"), SettingRule.text("securityMode")));

    /** The settings that every adapter knows. */
    static final List<SettingRule> OF_ALL = List.of(
            SettingRule.milliseconds("pollingTimeMs"),
            SettingRule.milliseconds("timeoutMs"),
            SettingRule.flag("ignoreDeviceClock"),
            SettingRule.text("uncertainValues", "publish", "withhold"),
            SettingRule.flag("acceptCommands"));

    private final Set<String> schemes;
    private final List<SettingRule> settings;

    DeviceProtocol(Set<String> schemes, List<SettingRule> settings) {
        this.schemes = schemes;
        this.settings = settings;
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
    static List<String> allSchemes() {
        return Arrays.stream(values())
                .flatMap(protocol -> protocol.schemes.stream())
                .sorted()
                .toList();
    }

    /** The settings that every adapter knows, and those of this protocol. */
    List<SettingRule> settings() {
        List<SettingRule> all = new ArrayList<>(OF_ALL);
        all.addAll(settings);
        return all;
    }
}
