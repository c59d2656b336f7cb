package io.celltwin.lifecycle.passport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an independent validator finds wrong with a document.
 *
 * @param missing paths that are missing
 * @param others messages about anything else
 */
record Complaints(Set<String> missing, Set<String> others) {

    static Complaints of(JsonSchema validator, JsonNode document) {
        Set<String> missing = new TreeSet<>();
        Set<String> others = new TreeSet<>();
        validator.validate(document).forEach(message -> {
            if (message.getType().equals("required")) {
                missing.add(message.getInstanceLocation() + "/" + message.getProperty());
            } else {
                others.add(message.toString());
            }
        });
        return new Complaints(missing, others);
    }

    /** Each mandatory attribute that is told to be missing lies in what the validator misses, and the other way round. */
    void requireExactly(List<MissingAttribute> told, String about) {
        assertThat(others).as(about).isEmpty();
        Set<String> mandatory = new TreeSet<>();
        told.stream().filter(MissingAttribute::mandatory).forEach(attribute -> mandatory.add(attribute.path()));
        Set<String> explained = new TreeSet<>();
        List<String> unexplained = new ArrayList<>();
        for (String complaint : missing) {
            Set<String> within = new TreeSet<>();
            mandatory.stream().filter(path -> isWithin(path, complaint)).forEach(within::add);
            if (within.isEmpty()) {
                unexplained.add(complaint);
            }
            explained.addAll(within);
        }
        assertThat(unexplained).as(about).isEmpty();
        assertThat(explained).as(about).isEqualTo(mandatory);
    }

    /** Whether a place is another one, or in it. */
    static boolean isWithin(String path, String outer) {
        return path.equals(outer) || path.startsWith(outer + "/");
    }
}
