package io.celltwin.edge.http;

import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.auth.AuthorizationSubject;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;

/** Tells a caller by which subjects policies know him. */
final class Whoami {
    private Whoami() {}

    static JsonObject of(AuthorizationContext caller) {
        return JsonObject.newBuilder()
                .set(
                        "defaultSubject",
                        caller.getFirstAuthorizationSubject().orElseThrow().getId())
                .set(
                        "subjects",
                        caller.stream()
                                .map(AuthorizationSubject::getId)
                                .map(JsonValue::of)
                                .collect(JsonCollectors.valuesToArray()))
                .build();
    }
}
