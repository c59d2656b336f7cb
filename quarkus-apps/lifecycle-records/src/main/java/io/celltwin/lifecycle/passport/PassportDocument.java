package io.celltwin.lifecycle.passport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Puts a document together from what is known of each attribute, and says what is missing. Nothing is ever made up. */
final class PassportDocument {

    private PassportDocument() {}

    /**
     * The passport of a battery.
     *
     * @param thing id of the battery
     * @param known by the path of an attribute, what it may be, the best first
     * @param tiers whose attributes are wanted
     */
    static BatteryPassport of(String thing, Map<String, List<Candidate>> known, Set<AccessTier> tiers) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        List<MissingAttribute> missing = new ArrayList<>();
        List<WithheldAttribute> withheld = new ArrayList<>();
        for (PassportAttribute attribute : BatteryPassAttributes.ALL) {
            if (!tiers.contains(attribute.tier())) {
                withheld.add(new WithheldAttribute(attribute.path(), attribute.tier()));
                continue;
            }
            List<Candidate> candidates = known.getOrDefault(attribute.path(), List.of());
            Optional<JsonNode> value = candidates.stream()
                    .map(Candidate::value)
                    .filter(attribute.form()::accepts)
                    .findFirst();
            if (value.isPresent()) {
                put(document, attribute.path(), value.get());
            } else {
                missing.add(new MissingAttribute(
                        attribute.path(),
                        attribute.mandatory(),
                        attribute.tier(),
                        attribute.source(),
                        candidates.stream().map(Candidate::otherwise).findFirst()));
            }
        }
        return new BatteryPassport(thing, new TreeSet<>(tiers), document, missing, withheld);
    }

    private static void put(ObjectNode document, String path, JsonNode value) {
        String[] names = path.substring(1).split("/");
        ObjectNode parent = document;
        for (int i = 0; i < names.length - 1; i++) {
            parent = parent.withObjectProperty(names[i]);
        }
        parent.set(names[names.length - 1], value);
    }
}
