package io.celltwin.standalone;

import io.celltwin.adapter.device.Device;
import io.celltwin.standalone.device.DeviceProblem;
import io.celltwin.standalone.device.DeviceTrial;
import io.celltwin.standalone.device.Drivers;
import io.celltwin.standalone.device.ReadingTable;
import io.celltwin.standalone.device.RegistrationDraft;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code celltwin check ADDRESS --model NAME}: connects to a device and shows what it gives, without registering it. */
@Command(name = "check")
final class CheckCommand implements Callable<Integer> {
    /** All went well but for values that are not good. */
    static final int NOT_ALL_GOOD = 3;

    private static final String NO_TENANT = "check";
    private static final String NO_ID = "check:device";

    @Parameters(index = "0", arity = "0..1", paramLabel = "ADDRESS")
    private String address;

    @Mixin
    private DeviceOptions options;

    @Option(names = "--plan")
    private boolean plan;

    @Override
    public Integer call() throws InterruptedException {
        try {
            RegistrationDraft draft = options.draft(address);
            Device device = draft.device(NO_TENANT, NO_ID, options.catalog());
            Drivers drivers = new Drivers(options.opcUaDirectory());
            if (plan) {
                System.out.println(drivers.plan(device));
            }
            return show(device, drivers);
        } catch (DeviceProblem e) {
            throw new CannotStart(e.getMessage());
        }
    }

    /** Prints what the device gives, or says why it cannot be read. */
    static int show(Device device, Drivers drivers) throws DeviceProblem, InterruptedException {
        DeviceTrial trial;
        try {
            trial = DeviceTrial.of(drivers.of(device), device);
        } catch (DeviceProblem e) {
            throw new CannotStart("%s cannot be read: %s.".formatted(shown(device), e.getMessage()));
        }
        System.out.println(ReadingTable.of(trial.readings()));
        long good = trial.readings().stream()
                .filter(reading -> ReadingTable.problem(reading).isEmpty())
                .count();
        System.out.printf(
                "%n%s answers as %s: %d of %d values are good, read in %d ms.%n",
                shown(device),
                device.model().name(),
                good,
                trial.readings().size(),
                trial.took().toMillis());
        return good == trial.readings().size() ? 0 : NOT_ALL_GOOD;
    }

    private static String shown(Device device) {
        String user = device.address().getRawUserInfo();
        return user == null
                ? device.address().toString()
                : device.address().toString().replace(user + "@", "");
    }
}
