package io.celltwin.standalone;

import io.celltwin.adapter.device.Device;
import io.celltwin.standalone.device.DeviceProblem;
import io.celltwin.standalone.device.Drivers;
import io.celltwin.standalone.device.Platform;
import io.celltwin.standalone.device.RegistrationDraft;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code celltwin add ID ADDRESS --model NAME}: tries a device, shows what it gives, and registers it. */
@Command(name = "add")
final class AddCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "ID")
    private String id;

    @Parameters(index = "1", arity = "0..1", paramLabel = "ADDRESS")
    private String address;

    @Mixin
    private DeviceOptions device;

    @Mixin
    private PlatformOptions platform;

    @Option(names = "--yes")
    private boolean yes;

    @Option(names = "--no-check")
    private boolean unchecked;

    @Override
    public Integer call() throws InterruptedException {
        try {
            RegistrationDraft draft = device.draft(address);
            Device described = draft.device(platform.tenant(), id, device.catalog());
            Platform celltwin = platform.platform();
            if (celltwin.isRegistered(platform.tenant(), id)) {
                throw new CannotStart(
                        "Device " + id + " is registered already: remove it first, or choose another id.");
            }
            if (!unchecked) {
                CheckCommand.show(described, new Drivers(device.opcUaDirectory()));
            }
            if (!yes && !Questions.agreed("Register it as %s in tenant %s?".formatted(id, platform.tenant()))) {
                System.out.println("Nothing was registered.");
                return 0;
            }
            celltwin.register(platform.tenant(), id, draft);
        } catch (DeviceProblem e) {
            throw new CannotStart(e.getMessage());
        }
        System.out.println("Device " + id + " is registered.");
        return 0;
    }
}
