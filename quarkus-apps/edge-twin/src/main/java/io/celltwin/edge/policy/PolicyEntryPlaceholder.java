package io.celltwin.edge.policy;

import java.util.List;
import org.eclipse.ditto.placeholders.Placeholder;

/** {@code policy-entry:label}: the label of the entry that a subject is added to. */
final class PolicyEntryPlaceholder implements Placeholder<String> {
    static final PolicyEntryPlaceholder INSTANCE = new PolicyEntryPlaceholder();
    private static final String LABEL = "label";

    private PolicyEntryPlaceholder() {}

    @Override
    public String getPrefix() {
        return "policy-entry";
    }

    @Override
    public List<String> getSupportedNames() {
        return List.of(LABEL);
    }

    @Override
    public boolean supports(String name) {
        return LABEL.equals(name);
    }

    @Override
    public List<String> resolveValues(String label, String name) {
        return supports(name) ? List.of(label) : List.of();
    }
}
