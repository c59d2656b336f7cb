package io.celltwin.adapter.modbus;

import io.celltwin.modbus.pdu.IdentificationRequest;
import io.celltwin.modbus.plan.PollGroup;
import io.celltwin.modbus.plan.ReadBlock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * By which requests a device is read, for people.
 *
 * @param device the device
 * @param identification what it says it is: text by object id
 */
record PlanReport(PlannedDevice device, Map<Integer, String> identification) {

    /** @param groups what is read, as far as is known now */
    String text(List<PollGroup> groups) {
        return "%s at %s, %s, is read by:%n%s".formatted(device.id(), device.address(), identity(), requests(groups));
    }

    /** @return one line for each request */
    static String requests(List<PollGroup> groups) {
        return groups.stream()
                .flatMap(group -> group.blocks().stream().map(block -> request(group, block)))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static String request(PollGroup group, ReadBlock block) {
        return "  every %d ms: function %d, unit %d, %d from address %d, timeout %d ms: %s"
                .formatted(
                        group.pollingTime().toMillis(),
                        block.range().area().readFunction(),
                        block.range().unit(),
                        block.range().count(),
                        block.range().start(),
                        block.timeout().toMillis(),
                        block.points().stream()
                                .map(point -> point.property().name())
                                .collect(Collectors.joining(", ")));
    }

    private String identity() {
        return identification.isEmpty()
                ? "which does not say what it is"
                : "vendor '%s', product '%s', revision '%s'"
                        .formatted(
                                identification.getOrDefault(IdentificationRequest.VENDOR_NAME, ""),
                                identification.getOrDefault(IdentificationRequest.PRODUCT_CODE, ""),
                                identification.getOrDefault(IdentificationRequest.REVISION, ""));
    }
}
