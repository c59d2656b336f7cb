package io.celltwin.adapter.opcua.alarm;

import io.celltwin.adapter.driver.DeviceAlarm;
import io.celltwin.adapter.driver.DeviceAlarm.Acknowledged;
import io.celltwin.adapter.driver.DeviceAlarm.State;
import io.celltwin.adapter.opcua.alarm.ConditionEvent.Field;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/**
 * A condition of a server that is to be seen, or a branch of one: an earlier state that still waits for somebody (OPC 10000-9, 4.2).
 *
 * @param node the condition
 * @param eventId names its present state to the server; empty if the server does not
 * @param active whether it holds
 * @param alarm the same as the twin is told
 */
record Condition(NodeId node, Optional<ByteString> eventId, boolean active, DeviceAlarm alarm) {

    /** OPC 10000-5, 6.4.2 has severities from 1 to 1000, evenly spread from low to high. */
    private static final long LOW_UP_TO = 333;

    private static final long MEDIUM_UP_TO = 666;

    private static final int LONGEST_NAME = 40;
    private static final int HASH_CHARACTERS = 8;

    /**
     * @param event what the server tells of a condition
     * @param condition which
     * @param source the event of the model
     * @param namespaces the server's, by which the condition has the same name after a restart of the server
     * @return the id of its alarm in the twin: readable, and always the same for the same condition and branch
     */
    static String id(ConditionEvent event, NodeId condition, String source, NamespaceTable namespaces) {
        String name = event.text(Field.CONDITION_NAME)
                .or(() -> event.text(Field.SOURCE_NAME))
                .orElse("condition")
                .replaceAll("[^A-Za-z0-9]+", "_");
        String key = absolute(condition, namespaces)
                + event.node(Field.BRANCH_ID)
                        .map(branch -> " " + absolute(branch, namespaces))
                        .orElse("");
        return "%s_%s_%s".formatted(source, name.substring(0, Math.min(name.length(), LONGEST_NAME)), hash(key));
    }

    /**
     * @param event what the server tells of a condition that is to be seen
     * @param node which
     * @param id the id of its alarm
     * @param before what was told of it before; null if nothing
     * @param told what time it was for the server when it told this; null if it does not say
     * @return the condition as it is now
     */
    static Condition of(ConditionEvent event, NodeId node, String id, Condition before, DateTime told) {
        // What has no active state is an alarm as long as it is to be seen.
        boolean active = event.flag(Field.ACTIVE).orElse(true);
        Instant now = Instant.now();
        Instant time = event.time(Field.TIME).map(DateTime::getJavaInstant).orElse(now);
        boolean shelved = event.node(Field.SHELVING)
                .filter(state -> state.equals(NodeIds.ShelvedStateMachineType_TimedShelved)
                        || state.equals(NodeIds.ShelvedStateMachineType_OneShotShelved))
                .isPresent();
        boolean suppressed = event.flag(Field.SUPPRESSED).orElse(false);
        Optional<Boolean> acked = event.flag(Field.ACKED);
        DeviceAlarm alarm = new DeviceAlarm(
                id,
                severity(event.number(Field.SEVERITY).orElse(0L)),
                message(event),
                state(active, shelved || suppressed, acked.orElse(false)),
                since(event, active, before, time),
                active
                        ? Optional.empty()
                        : Optional.of(event.time(Field.ACTIVE_AT)
                                .map(DateTime::getJavaInstant)
                                .orElse(time)),
                acked.filter(Boolean::booleanValue).map(yes -> acknowledged(event, time)),
                details(event, active, shelved, suppressed),
                event.time(Field.TIME).isPresent() && told != null && told.isNotNull()
                        ? Optional.of(told.getJavaInstant())
                        : Optional.empty());
        return new Condition(node, event.eventId(), active, alarm);
    }

    private static Instant since(ConditionEvent event, boolean active, Condition before, Instant time) {
        if (before != null && (before.active || !active)) {
            return before.alarm.since();
        }
        // Of one that holds no more the server only says since when that is so.
        return active
                ? event.time(Field.ACTIVE_AT).map(DateTime::getJavaInstant).orElse(time)
                : time;
    }

    private static State state(boolean active, boolean putAside, boolean acknowledged) {
        if (putAside) {
            return State.SHELVED;
        }
        if (!active) {
            return State.CLEARED;
        }
        return acknowledged ? State.ACKNOWLEDGED : State.ACTIVE;
    }

    private static String message(ConditionEvent event) {
        return event.text(Field.MESSAGE)
                .or(() -> event.text(Field.CONDITION_NAME))
                .orElse("the server gives this alarm no message");
    }

    private static String severity(long severity) {
        if (severity <= LOW_UP_TO) {
            return "info";
        }
        return severity <= MEDIUM_UP_TO ? "warning" : "critical";
    }

    private static Acknowledged acknowledged(ConditionEvent event, Instant time) {
        return new Acknowledged(
                event.text(Field.CLIENT_USER),
                event.time(Field.ACKED_AT).map(DateTime::getJavaInstant).orElse(time),
                event.text(Field.COMMENT));
    }

    private static Map<String, Object> details(
            ConditionEvent event, boolean active, boolean shelved, boolean suppressed) {
        Map<String, Object> details = new LinkedHashMap<>();
        event.text(Field.SOURCE_NAME).ifPresent(name -> details.put("source", name));
        event.text(Field.CONDITION_NAME).ifPresent(name -> details.put("name", name));
        event.number(Field.SEVERITY).ifPresent(severity -> details.put("severity", severity));
        details.put("active", active);
        event.flag(Field.ACKED).ifPresent(acked -> details.put("acknowledged", acked));
        event.flag(Field.CONFIRMED).ifPresent(confirmed -> details.put("confirmed", confirmed));
        details.put("shelved", shelved);
        details.put("suppressed", suppressed);
        details.put("branch", event.node(Field.BRANCH_ID).isPresent());
        return details;
    }

    private static String absolute(NodeId node, NamespaceTable namespaces) {
        return node.expanded(namespaces).toParseableString();
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
