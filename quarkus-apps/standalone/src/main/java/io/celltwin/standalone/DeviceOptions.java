package io.celltwin.standalone;

import io.celltwin.model.ModelCatalog;
import io.celltwin.standalone.device.DeviceProblem;
import io.celltwin.standalone.device.RegistrationDraft;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that describe a device. */
final class DeviceOptions {
    @Option(names = "--model", paramLabel = "NAME")
    private String model;

    @Option(names = "--setting", paramLabel = "NAME=VALUE")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--attribute", paramLabel = "NAME=VALUE")
    private Map<String, String> attributes = new LinkedHashMap<>();

    @Option(names = "--file", paramLabel = "FILE")
    private Path file;

    @Option(names = "--models", paramLabel = "DIR")
    private Path models;

    @Option(names = "--state", paramLabel = "DIR", defaultValue = "state")
    private Path state;

    /** @param address the device's address; null if a file describes it */
    RegistrationDraft draft(String address) throws DeviceProblem {
        if (file != null) {
            if (address != null || model != null || !settings.isEmpty() || !attributes.isEmpty()) {
                throw new CannotStart("Give either --file or the address with --model, --setting and --attribute.");
            }
            return RegistrationDraft.of(file);
        }
        if (address == null) {
            throw new CannotStart("Give the device's address and --model, or --file with a registration.");
        }
        if (model == null) {
            throw new CannotStart("Give --model: it says what to read.");
        }
        return RegistrationDraft.of(address, model, settings, attributes);
    }

    /** The models in the jar and those of the state directory, or of another one that was named. */
    ModelCatalog catalog() {
        return new ModelCatalog(models == null ? StateDirectory.modelsDirectoryIn(state) : models);
    }

    Path opcUaDirectory() {
        return StateDirectory.opcUaDirectoryIn(state);
    }
}
