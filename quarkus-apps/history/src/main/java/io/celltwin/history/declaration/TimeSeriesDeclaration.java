package io.celltwin.history.declaration;

import java.util.Map;
import java.util.Optional;
import org.eclipse.ditto.json.JsonPointer;

/**
 * A property whose model says that its history is kept.
 *
 * @param feature id of the twin's feature
 * @param property name of the property in it
 * @param within where in the property's value, empty for the value itself
 * @param unit without its prefix
 * @param tags what is frozen with each point: path in the thing, and a constant or a placeholder
 */
public record TimeSeriesDeclaration(
        String feature, String property, JsonPointer within, Optional<String> unit, Map<String, String> tags) {

    /** Keeps a copy of the tags. */
    public TimeSeriesDeclaration {
        tags = Map.copyOf(tags);
    }

    /** JSON pointer of the value in the thing. */
    public String path() {
        return "/features/" + feature + "/properties/" + property + (within.isEmpty() ? "" : within.toString());
    }
}
