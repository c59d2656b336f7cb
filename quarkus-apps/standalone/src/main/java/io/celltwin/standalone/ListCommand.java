package io.celltwin.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import io.celltwin.standalone.device.DeviceProblem;
import io.celltwin.standalone.device.Platform;
import io.celltwin.standalone.device.Platform.Registered;
import io.celltwin.standalone.device.TextTable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code celltwin list}: shows which devices are registered and whether they are connected. */
@Command(name = "list")
final class ListCommand implements Callable<Integer> {
    private static final String CONNECTED = "connected";

    @Mixin
    private PlatformOptions options;

    @Override
    public Integer call() throws InterruptedException {
        try {
            Platform platform = options.platform();
            List<Registered> devices = platform.devices(options.tenant());
            if (devices.isEmpty()) {
                System.out.println("No device is registered in tenant " + options.tenant() + ".");
                return 0;
            }
            Map<String, JsonNode> connections =
                    platform.connections(devices.stream().map(Registered::id).toList());
            TextTable table = new TextTable("DEVICE", "MODEL", "ADDRESS", "STATE");
            devices.forEach(device -> table.row(
                    device.id(),
                    device.celltwin().path("model").asText("-"),
                    withoutUser(device.celltwin().path("address").asText("-")),
                    state(device, connections.get(device.id()))));
            System.out.println(table);
        } catch (DeviceProblem e) {
            throw new CannotStart(e.getMessage());
        }
        return 0;
    }

    private static String state(Registered device, JsonNode connection) {
        if (!device.enabled()) {
            return "disabled";
        }
        if (connection == null) {
            return "has no twin yet";
        }
        String status = connection.path("status").asText("not served yet");
        String reason = connection.path("reason").asText("");
        return status.equals(CONNECTED) || reason.isEmpty() ? status : status + ": " + reason;
    }

    private static String withoutUser(String address) {
        return address.replaceFirst("//[^/@]*@", "//");
    }
}
