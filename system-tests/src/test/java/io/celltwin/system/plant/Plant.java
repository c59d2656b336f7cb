package io.celltwin.system.plant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;

/**
 * A running installation without the simulated line, and the tests' own devices. The tests of a run share one; each has
 * devices of its own, but for the filler, which takes most of a minute to be known as healthy.
 */
public final class Plant implements AutoCloseable {
    public static final String TENANT = "demo";

    private static final String NAMESPACE = "demo:";
    /** Levels of a healthy pump and how far its instruments scatter. */
    private static final Map<String, double[]> HEALTHY_PUMP = Map.of(
            "vibrationDriveEnd",
            new double[] {0.213, 0.005},
            "vibrationNonDriveEnd",
            new double[] {0.268, 0.004},
            "motorCurrent",
            new double[] {2.4, 0.1},
            "pumpPressure",
            new double[] {0.3, 0.03},
            "motorTemperature",
            new double[] {60, 0.15},
            "fluidTemperature",
            new double[] {28, 0.05},
            "motorVoltage",
            new double[] {230, 1.5},
            "flowRate",
            new double[] {125, 0.6});

    private final Installation installation;
    private final List<ScriptedDevice> devices = new ArrayList<>();
    private final ScriptedDevice filler;

    private Plant(Installation installation) {
        this.installation = installation;
        this.filler = ScriptedDevice.modbus(NAMESPACE + "filler-of-tests", "electrolyte-filler-1.0.0", fillerStart());
        devices.add(filler);
    }

    static Plant start() {
        Plant plant = new Plant(Installation.create("plant", "--no-demo").start());
        plant.letPumpRunHealthily();
        plant.register(plant.filler);
        return plant;
    }

    public Installation installation() {
        return installation;
    }

    public Api api() {
        return installation.api();
    }

    /** The filler that runs since the plant was started. */
    public ScriptedDevice filler() {
        return filler;
    }

    /** Lets the filler's pump show what a healthy one does. */
    public void letPumpRunHealthily() {
        HEALTHY_PUMP.forEach((instrument, level) -> filler.showNoise(instrument, level[0], level[1]));
    }

    /** A Modbus device that is known to the platform. */
    public ScriptedDevice modbusDevice(String name, String model, Map<String, ?> values) {
        return added(ScriptedDevice.modbus(NAMESPACE + name, model, values));
    }

    /** An OPC-UA device that is known to the platform. */
    public ScriptedDevice opcUaDevice(String name, String model, Map<String, ?> values) {
        return added(ScriptedDevice.opcUa(NAMESPACE + name, model, values));
    }

    /** A subscriber to one twin with the stock Ditto client, an engineer. */
    public TwinSubscriber subscribe(String thingId) {
        return TwinSubscriber.of(installation.url(), Installation.FIRST_USER, Installation.FIRST_USER, thingId);
    }

    /** What stands at a path of a twin; JSON null if nothing does. */
    public JsonValue twin(String thingId, String path) {
        return api().twinValue(thingId, path).orElse(JsonFactory.nullLiteral());
    }

    /** Whether there is anything at a path of a twin. */
    public boolean has(String thingId, String path) {
        return api().twinValue(thingId, path).filter(value -> !value.isNull()).isPresent();
    }

    /** Whether a pack's twin has what its management system shows as its clock and its counter of cycles. */
    public boolean hasRead(ScriptedDevice pack, Map<String, Object> registers) {
        JsonObject bms = api().twinValue(pack.id(), "/features/bms/properties")
                .map(JsonValue::asObject)
                .orElseGet(JsonFactory::newObject);
        return Stream.of("operatingTime", "cycleCount")
                .allMatch(register -> bms.getValue(register)
                        .filter(value ->
                                value.toString().equals(registers.get(register).toString()))
                        .isPresent());
    }

    /** The records of a type about a thing, newest first. */
    public List<JsonObject> records(String thingId, String type) {
        Api.Answer answer = api().get("/lifecycle/records?thing=" + thingId + "&type=" + type + "&limit=1000");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.object().getValue("records").orElseThrow().asArray().stream()
                .map(JsonValue::asObject)
                .toList();
    }

    /** The path of a device in the registry. */
    public static String registryPath(ScriptedDevice device) {
        return "/v1/devices/" + TENANT + "/" + device.id();
    }

    @Override
    public void close() {
        installation.close();
        devices.forEach(ScriptedDevice::close);
    }

    private ScriptedDevice added(ScriptedDevice device) {
        devices.add(device);
        register(device);
        return device;
    }

    private void register(ScriptedDevice device) {
        Api.Answer answer = api().post(registryPath(device), device.registration());
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    private static Map<String, Object> fillerStart() {
        Map<String, Object> values = new HashMap<>(Map.of("machineState", "Execute", "currentBatch", ""));
        HEALTHY_PUMP.forEach((instrument, level) -> values.put(instrument, level[0]));
        return values;
    }
}
