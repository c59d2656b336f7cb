package io.celltwin.edge.placeholder;

import org.eclipse.ditto.base.model.signals.WithResource;
import org.eclipse.ditto.json.JsonPointer;

/** The part of a thing that a signal is about, as {@code resource:path} and {@code resource:type} tell of it. */
public record PartOfThing(JsonPointer path) implements WithResource {
    @Override
    public JsonPointer getResourcePath() {
        return path;
    }

    @Override
    public String getResourceType() {
        return "thing";
    }
}
