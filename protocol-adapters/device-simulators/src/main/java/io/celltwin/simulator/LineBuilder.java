package io.celltwin.simulator;

import io.celltwin.model.ThingModel;
import io.celltwin.simulator.batch.BatchFlow;
import io.celltwin.simulator.battery.CapacityFade;
import io.celltwin.simulator.battery.ModelledPackLife;
import io.celltwin.simulator.battery.PackBms;
import io.celltwin.simulator.battery.PackLife;
import io.celltwin.simulator.battery.PackProgress;
import io.celltwin.simulator.battery.RecordedCell;
import io.celltwin.simulator.battery.RecordedPackLife;
import io.celltwin.simulator.device.DeviceServer;
import io.celltwin.simulator.device.DeviceValues;
import io.celltwin.simulator.device.Setpoints;
import io.celltwin.simulator.device.SimulatedProcess;
import io.celltwin.simulator.machine.Calender;
import io.celltwin.simulator.machine.Coater;
import io.celltwin.simulator.machine.Filler;
import io.celltwin.simulator.machine.FormationCabinet;
import io.celltwin.simulator.modbus.ModbusDevice;
import io.celltwin.simulator.opcua.OpcUaDevice;
import io.celltwin.simulator.pump.ModelledPump;
import io.celltwin.simulator.pump.PumpLife;
import io.celltwin.simulator.pump.RecordedPump;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Puts the devices of the line together and starts their servers. */
final class LineBuilder {

    static final int FILLERS = 2;
    static final int PACKS = 8;

    /** Steps whose units are cells. */
    private static final Set<String> CELL_STEPS = Set.of("filling", "formation");
    /** Nominal energy of the simulated cell: 2 Ah at 3.6 V. */
    private static final double CELL_WATT_HOURS = 7.2;

    private static final String NAMESPACE = "demo:";
    private static final Duration PUMP_ROW_INTERVAL = Duration.ofMillis(100);
    /** Two pumps should not fail together, and both be healthy until that is learnt. */
    private static final double FAULT_OFFSET_SECONDS = -900;
    /** Recorded discharges that the packs have behind them when the line is new: young, middle-aged and old ones. */
    private static final int[] RECORDED_START = {0, 0, 0, 45, 45, 45, 90, 120};
    /** The same for modelled packs. */
    private static final int[] MODELLED_START = {0, 0, 30, 60, 90, 120, 150, 200};

    private final LineOptions options;
    private final LineState state;
    private final BatchFlow flow;
    private final Instant start;
    private final List<LineDevice> devices = new ArrayList<>();
    private final Map<String, PackBms> packs = new LinkedHashMap<>();
    private int modbusDevices;
    private int opcUaDevices;

    LineBuilder(LineOptions options, LineState state, BatchFlow flow) {
        this.options = options;
        this.state = state;
        this.flow = flow;
        this.start = options.clock().instant();
    }

    /** Starts the machines, which need no recorded data. */
    void startMachines() throws IOException {
        ThingModel cabinet = options.models().get("formation-cabinet-1.0.0");
        int channels = (int) cabinet.properties().stream()
                .filter(property -> property.feature().orElse("").startsWith("channel"))
                .map(property -> property.feature().orElseThrow())
                .distinct()
                .count();
        addOpcUa(
                "coater-1",
                options.models().get("electrode-coater-1.0.0"),
                (setpoints, seed) -> new Coater(flow::coater, setpoints, seed, start));
        addOpcUa(
                "calender-1",
                options.models().get("calender-1.0.0"),
                (setpoints, seed) -> new Calender(flow::calender, setpoints, seed, start));
        addOpcUa(
                "formation-1",
                cabinet,
                (setpoints, seed) -> new FormationCabinet(
                        channels, options.takt().toMillis() / 1000.0, flow::formation, setpoints, seed, start));
    }

    /** Starts the fillers and the packs, with what was recorded. */
    void startFillersAndPacks(Recordings recordings) throws IOException {
        for (int i = 0; i < FILLERS; i++) {
            int index = i;
            addModbus(
                    "filler-" + (i + 1),
                    options.models().get("electrolyte-filler-1.0.0"),
                    (setpoints, seed) -> new Filler(
                            () -> flow.filler(index), pump(recordings, index, seed), setpoints, seed + 1, start));
        }
        ThingModel model = options.models().get("battery-pack-1.0.0");
        int cells = Math.max(1, model.propertiesOfType("cell:CellVoltage").size());
        for (int i = 0; i < PACKS; i++) {
            String name = "pack-" + (i + 1);
            PackLife life = pack(recordings, i, cells);
            addModbus(name, model, (setpoints, seed) -> {
                PackBms bms = new PackBms(life, setpoints, options.speed());
                packs.put(NAMESPACE + name, bms);
                return bms;
            });
        }
    }

    /** Everything that was started, in the order of the line. */
    List<LineDevice> devices() {
        return devices;
    }

    /** The packs' management systems by device id. */
    Map<String, PackBms> packs() {
        return packs;
    }

    private interface ProcessMaker {
        SimulatedProcess make(Setpoints setpoints, long seed);
    }

    private PumpLife pump(Recordings recordings, int index, long seed) {
        return recordings
                .pump()
                .<PumpLife>map(recorded -> new RecordedPump(recorded.rowsFor(index, FILLERS), PUMP_ROW_INTERVAL))
                .orElseGet(() -> new ModelledPump(seed, index * FAULT_OFFSET_SECONDS));
    }

    private PackLife pack(Recordings recordings, int index, int cells) throws IOException {
        String id = NAMESPACE + "pack-" + (index + 1);
        if (recordings.cells().isEmpty()) {
            CapacityFade fade = new CapacityFade(0.004 + 0.0004 * index, 0.0005 + 0.0001 * (index % 4), 0.002);
            return new ModelledPackLife(
                    cells,
                    fade,
                    options.seed() * 1000 + index,
                    state.pack(id, new PackProgress(MODELLED_START[index], 0)));
        }
        List<RecordedCell> recorded = List.copyOf(new TreeMap<>(recordings.cells()).values());
        RecordedCell cell = recorded.get(index % recorded.size());
        return new RecordedPackLife(cell, cells, state.pack(id, new PackProgress(RECORDED_START[index], 0)));
    }

    private void addModbus(String name, ThingModel model, ProcessMaker maker) throws IOException {
        int offset = modbusDevices++;
        add(name, model, maker, options.modbusPort(), offset, (id, values, port) -> {
            ModbusDevice server = new ModbusDevice(id, model, values, port);
            return new Served(server, server.address());
        });
    }

    private void addOpcUa(String name, ThingModel model, ProcessMaker maker) throws IOException {
        int offset = opcUaDevices++;
        add(name, model, maker, options.opcUaPort(), offset, (id, values, port) -> {
            OpcUaDevice server = new OpcUaDevice(id, model, values, port, options.clock());
            return new Served(server, server.address());
        });
    }

    private record Served(DeviceServer server, URI address) {}

    private interface ServerStarter {
        Served start(String deviceId, DeviceValues values, int port) throws IOException;
    }

    private void add(
            String name, ThingModel model, ProcessMaker maker, int firstPort, int offset, ServerStarter starter)
            throws IOException {
        String id = NAMESPACE + name;
        Setpoints setpoints = new Setpoints();
        DeviceValues values =
                new DeviceValues(model, maker.make(setpoints, options.seed() * 31 + id.hashCode()), setpoints);
        Served served = starter.start(id, values, firstPort == 0 ? keptPort(id) : firstPort + offset);
        state.keepPort(id, served.address.getPort());
        SimulatedDevice description =
                new SimulatedDevice(id, model.name(), served.address, attributes(name, model), values.dataSource());
        devices.add(new LineDevice(description, values, served.server));
    }

    /** The port of the last start if it is free, else 0. */
    private int keptPort(String id) throws IOException {
        int port = state.port(id);
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
            return port;
        } catch (IOException | IllegalArgumentException e) {
            return 0;
        }
    }

    private static Map<String, Object> attributes(String name, ThingModel model) {
        Map<String, Object> attributes = new TreeMap<>();
        attributes.put("manufacturer", "Celltwin simulator");
        attributes.put("productName", model.title() + " (simulated)");
        attributes.put("serialNumber", "SIM-" + name.toUpperCase(Locale.ROOT));
        if (model.processStep().isPresent()) {
            attributes.put("location", "Demonstration line");
            attributes.put("commissionedOn", "2026-01-05");
            model.processStep()
                    .filter(CELL_STEPS::contains)
                    .ifPresent(step -> attributes.put("unitEnergy", CELL_WATT_HOURS));
        } else {
            attributes.put("chemistry", "NMC/graphite");
            attributes.put("manufacturedOn", "2026-02-16");
        }
        return attributes;
    }
}
