package io.celltwin.lifecycle.passport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Puts a document together from what is known of each attribute, and says what is missing. Nothing is ever made up. */
final class PassportDocument {

    private PassportDocument() {}

    /**
     * The passport of a battery.
     *
     * @param thing id of the battery
     * @param known what each attribute may be
     * @param tiers whose attributes are wanted
     */
    static BatteryPassport of(String thing, Candidates known, Set<AccessTier> tiers) {
        Parts parts = new Parts(BatteryPassAttributes.ALL, known, tiers);
        return new BatteryPassport(thing, new TreeSet<>(tiers), parts.document, parts.missing, parts.withheld);
    }

    /**
     * One aspect of it by the BatteryPass data model.
     *
     * @param thing id of the battery
     * @param aspect which
     * @param known what each attribute may be
     * @param tiers whose attributes are wanted
     */
    static PassportAspect of(String thing, BatteryPassAspect aspect, Candidates known, Set<AccessTier> tiers) {
        Parts parts = new Parts(aspect.attributes(), known, tiers);
        return new PassportAspect(
                thing,
                aspect.name(),
                aspect.model(),
                new TreeSet<>(tiers),
                parts.document,
                parts.missing,
                parts.withheld);
    }

    /** Each attribute is in one of them. */
    private static final class Parts {
        private final ObjectNode document = JsonNodeFactory.instance.objectNode();
        private final List<MissingAttribute> missing = new ArrayList<>();
        private final List<WithheldAttribute> withheld = new ArrayList<>();

        Parts(List<PassportAttribute> attributes, Candidates known, Set<AccessTier> tiers) {
            for (PassportAttribute attribute : attributes) {
                if (tiers.contains(attribute.tier())) {
                    known.valueOf(attribute)
                            .ifPresentOrElse(
                                    value -> put(document, attribute.path(), value),
                                    () -> missing.add(missing(attribute, known)));
                } else {
                    withheld.add(new WithheldAttribute(attribute.path(), attribute.tier()));
                }
            }
        }

        private static MissingAttribute missing(PassportAttribute attribute, Candidates known) {
            return new MissingAttribute(
                    attribute.path(),
                    attribute.mandatory(),
                    attribute.tier(),
                    attribute.source(),
                    known.reasonFor(attribute));
        }
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
