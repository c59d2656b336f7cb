package io.celltwin.system.cluster;

import io.celltwin.system.process.Workspace;
import java.nio.file.Path;
import java.util.List;

/** A part of Celltwin as the chart names it, and where its program is. */
enum Part {
    MODBUS_ADAPTER("modbus-adapter", "protocol-adapters", "celltwin-modbus"),
    OPCUA_ADAPTER("opcua-adapter", "protocol-adapters", "celltwin-opcua"),
    BATTERY_HEALTH("battery-health", "quarkus-apps", "battery-health-demo"),
    PREDICTIVE_MAINTENANCE("predictive-maintenance", "quarkus-apps", "predictive-maintenance-demo"),
    LIFECYCLE_RECORDS("lifecycle-records", "quarkus-apps", "lifecycle-records-demo"),
    CONSOLE("console", "quarkus-apps", null),
    BOOTSTRAP("bootstrap", "quarkus-apps", null);

    static final List<Part> ADAPTERS = List.of(MODBUS_ADAPTER, OPCUA_ADAPTER);
    static final List<Part> APPS = List.of(BATTERY_HEALTH, PREDICTIVE_MAINTENANCE, LIFECYCLE_RECORDS);

    private final String id;
    private final String folder;
    private final String group;

    Part(String id, String folder, String group) {
        this.id = id;
        this.folder = folder;
        this.group = group;
    }

    String id() {
        return id;
    }

    /** Kafka's consumer group in which its replicas divide the work. */
    String group() {
        return group;
    }

    Path program() {
        return Workspace.program(folder + "/" + id);
    }
}
