package io.celltwin.lifecycle.passport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;

/**
 * What an attribute may be.
 *
 * @param value in the form of the document, if it is of any use
 * @param otherwise what to say if it is of none
 */
record Candidate(JsonNode value, String otherwise) {

    /** A value from that place. */
    static Candidate of(String source, JsonNode value) {
        return new Candidate(value, source + " is not of the form that the document asks for");
    }

    /** No value, for that reason. */
    static Candidate none(String reason) {
        return new Candidate(NullNode.getInstance(), reason);
    }
}
