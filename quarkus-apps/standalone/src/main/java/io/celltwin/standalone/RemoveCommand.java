package io.celltwin.standalone;

import io.celltwin.standalone.device.DeviceProblem;
import io.celltwin.standalone.device.Platform;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code celltwin remove ID}: removes a device's registration. */
@Command(name = "remove")
final class RemoveCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "ID")
    private String id;

    @Mixin
    private PlatformOptions options;

    @Option(names = "--yes")
    private boolean yes;

    @Override
    public Integer call() throws InterruptedException {
        try {
            Platform platform = options.platform();
            if (!platform.isRegistered(options.tenant(), id)) {
                throw new CannotStart("There is no device " + id + " in tenant " + options.tenant() + ".");
            }
            if (!yes && !Questions.agreed("Remove %s from tenant %s?".formatted(id, options.tenant()))) {
                System.out.println("Nothing was removed.");
                return 0;
            }
            platform.remove(options.tenant(), id);
        } catch (DeviceProblem e) {
            throw new CannotStart(e.getMessage());
        }
        System.out.println(
                "Device " + id + " is registered no longer. Its twin stays, and says that it is disconnected.");
        return 0;
    }
}
