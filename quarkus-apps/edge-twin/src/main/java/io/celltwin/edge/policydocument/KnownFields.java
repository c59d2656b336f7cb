package io.celltwin.edge.policydocument;

import java.util.Set;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.policies.model.PolicyEntryInvalidException;

/** Refuses what is not understood: dropped, it might have been what restricts. */
final class KnownFields {
    private KnownFields() {}

    static void check(JsonObject json, String where, String... known) {
        Set<String> names = Set.of(known);
        for (JsonField field : json) {
            if (!names.contains(field.getKeyName())) {
                throw PolicyEntryInvalidException.newBuilder()
                        .message("The field '" + field.getKeyName() + "' of " + where + " of a policy is not known.")
                        .description("Remove it: what is not understood cannot be enforced.")
                        .build();
            }
        }
    }
}
