package io.celltwin.standalone.device;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.driver.ProtocolDriver;
import io.celltwin.adapter.driver.Reading;
import io.celltwin.console.device.DeviceProbe;
import io.celltwin.console.device.DeviceProbeException;
import io.celltwin.console.device.DeviceProbeException.Cause;
import io.celltwin.console.device.ProbedDevice;
import io.celltwin.console.device.ProbedValue;
import io.celltwin.model.ModelCatalog;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tries devices for the page by the very drivers that would serve them, so with the same settings and certificates. */
@ApplicationScoped
class AdapterDeviceProbe implements DeviceProbe {
    /** Nothing is kept of a device that is tried, so its tenant is none. */
    private static final String NO_TENANT = "check";

    /** Beyond it a page does not hold every whole number. */
    private static final long GREATEST_EXACT = (1L << 53) - 1;

    private static final int LONGEST_TEXT = 200;

    private final List<ProtocolDriver> drivers;
    private final ModelCatalog models;

    @Inject
    AdapterDeviceProbe(
            @All List<ProtocolDriver> drivers,
            @ConfigProperty(name = "celltwin.models.directory") Optional<Path> modelsDirectory) {
        this(drivers, modelsDirectory.map(ModelCatalog::new).orElseGet(ModelCatalog::bundled));
    }

    AdapterDeviceProbe(List<ProtocolDriver> drivers, ModelCatalog models) {
        this.drivers = drivers;
        this.models = models;
    }

    @Override
    public ProbedDevice probe(String id, ObjectNode registration) throws DeviceProbeException, InterruptedException {
        Device device = described(id, registration);
        ProtocolDriver driver = drivers.stream()
                .filter(candidate -> candidate.schemes().contains(device.scheme()))
                .findFirst()
                .orElseThrow(() -> new DeviceProbeException(
                        Cause.REGISTRATION, "no adapter here takes addresses of the scheme " + device.scheme()));
        try {
            DeviceTrial trial = DeviceTrial.of(driver, device);
            return new ProbedDevice(
                    trial.took().toMillis(),
                    trial.readings().stream().map(AdapterDeviceProbe::value).toList());
        } catch (DeviceProblem e) {
            throw new DeviceProbeException(Cause.DEVICE, e.getMessage());
        }
    }

    private Device described(String id, ObjectNode registration) throws DeviceProbeException {
        try {
            return new RegistrationDraft(registration).device(NO_TENANT, id, models);
        } catch (DeviceProblem e) {
            throw new DeviceProbeException(Cause.REGISTRATION, e.getMessage());
        }
    }

    private static ProbedValue value(Reading reading) {
        return new ProbedValue(
                reading.property().feature().orElse(null),
                reading.property().name(),
                reading.property().title(),
                shown(reading.value()),
                reading.property().unit().symbol(),
                ReadingTable.problem(reading).map(AdapterDeviceProbe::text).orElse(null));
    }

    private static Object shown(Object value) {
        if (value == null || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Double number && Double.isFinite(number)) {
            return number;
        }
        if (value instanceof Long number && Math.abs(number) <= GREATEST_EXACT) {
            return number;
        }
        return text(value.toString());
    }

    /** A device may say anything at any length. */
    private static String text(String said) {
        String line = said.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "…";
    }
}
