package io.celltwin.edge.wot;

import org.eclipse.ditto.json.JsonObject;

/** Where Thing Models come from. */
public interface ModelSource {
    /**
     * The model at a URL, as it is written there. May block.
     *
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if there is none
     */
    JsonObject model(String url);
}
