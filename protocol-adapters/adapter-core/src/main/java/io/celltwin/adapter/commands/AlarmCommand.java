package io.celltwin.adapter.commands;

import com.fasterxml.jackson.databind.JsonNode;
import io.celltwin.adapter.driver.AlarmAcknowledgement;
import io.celltwin.adapter.driver.AlarmAcknowledgement.Step;
import java.util.Optional;

/** The commands {@code acknowledge} and {@code confirm}: {@code {"alarm": "<id>", "comment": "..."}}. */
final class AlarmCommand {

    static final String ACKNOWLEDGE = "acknowledge";
    static final String CONFIRM = "confirm";

    private AlarmCommand() {}

    static AlarmAcknowledgement parse(ReceivedCommand command) throws InvalidCommandException {
        JsonNode json = CommandJson.parse(command.payload());
        JsonNode alarm = json.path("alarm");
        JsonNode comment = json.path("comment");
        if (!alarm.isTextual() || !comment.isMissingNode() && !comment.isTextual()) {
            throw new InvalidCommandException(
                    "the payload must be a JSON object with alarm, an alarm's id, and perhaps comment, a string");
        }
        return new AlarmAcknowledgement(
                alarm.textValue(),
                command.name().equals(CONFIRM) ? Step.CONFIRM : Step.ACKNOWLEDGE,
                Optional.ofNullable(comment.textValue()));
    }
}
