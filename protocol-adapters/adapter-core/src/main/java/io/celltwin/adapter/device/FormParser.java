package io.celltwin.adapter.device;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads the forms of one protocol. */
@FunctionalInterface
public interface FormParser<F> {

    /**
     * @param form a form with an absolute href
     * @param schema the data schema of the property that it belongs to
     * @return what the form says
     * @throws io.celltwin.model.binding.FormException if it makes no sense
     */
    F parse(JsonNode form, JsonNode schema);
}
