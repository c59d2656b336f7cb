package io.celltwin.edge.result;

import java.util.Optional;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.protocol.TopicPath;

/**
 * What a command led to; errors are exceptions instead.
 *
 * @param topic the topic of the response in the Ditto protocol
 * @param path the path of the resource
 * @param status the status as in HTTP
 * @param value what was asked for or created, if anything is to be shown
 * @param headers the command's headers and what the response adds, such as the entity tag
 */
public record CommandResult(
        TopicPath topic, JsonPointer path, HttpStatus status, Optional<JsonValue> value, DittoHeaders headers) {}
