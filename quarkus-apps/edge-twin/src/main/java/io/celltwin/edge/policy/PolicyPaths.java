package io.celltwin.edge.policy;

import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyEntryNotAccessibleException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyNotAccessibleException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.ResourceNotAccessibleException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.SubjectNotAccessibleException;

/**
 * Paths within a policy. The last part of {@code /entries/<label>/resources/thing:/features/a} is one key with
 * slashes in it, which as a JSON pointer must be escaped.
 */
final class PolicyPaths {
    private static final int ENTRY_LEVELS = 2;
    private static final int LEVELS_BEFORE_LAST_KEY = 3;

    private PolicyPaths() {}

    /** The place in the policy's JSON of a resource path. */
    static JsonPointer toJson(JsonPointer resourcePath) {
        if (resourcePath.getLevelCount() <= LEVELS_BEFORE_LAST_KEY + 1) {
            return resourcePath;
        }
        String lastKey = resourcePath
                .getSubPointer(LEVELS_BEFORE_LAST_KEY)
                .orElseThrow()
                .toString()
                .substring(1);
        return resourcePath
                .getPrefixPointer(LEVELS_BEFORE_LAST_KEY)
                .orElseThrow()
                .addLeaf(JsonKey.of(lastKey));
    }

    /** The entry that a path leads into; the path itself if it leads into none. */
    static JsonPointer entryOf(JsonPointer path) {
        return path.getLevelCount() > ENTRY_LEVELS
                ? path.getPrefixPointer(ENTRY_LEVELS).orElseThrow()
                : path;
    }

    /** Ditto's error for a part of a policy that does not exist or must not be known. */
    static DittoRuntimeException notFound(PolicyId id, JsonPointer path, DittoHeaders headers) {
        if (path.getLevelCount() < ENTRY_LEVELS) {
            return PolicyNotAccessibleException.newBuilder(id)
                    .dittoHeaders(headers)
                    .build();
        }
        String label = path.get(1).orElseThrow().toString();
        if (path.getLevelCount() <= LEVELS_BEFORE_LAST_KEY) {
            return PolicyEntryNotAccessibleException.newBuilder(id, label)
                    .dittoHeaders(headers)
                    .build();
        }
        String last = path.getLeaf().orElseThrow().toString();
        return "subjects".equals(path.get(2).orElseThrow().toString())
                ? SubjectNotAccessibleException.newBuilder(id, label, last)
                        .dittoHeaders(headers)
                        .build()
                : ResourceNotAccessibleException.newBuilder(id, label, last)
                        .dittoHeaders(headers)
                        .build();
    }
}
