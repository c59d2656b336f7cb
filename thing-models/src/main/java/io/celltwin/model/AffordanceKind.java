package io.celltwin.model;

import java.util.Set;

/** The kinds of interaction affordances of WoT, and what their forms may be for. */
enum AffordanceKind {
    PROPERTY(
            "properties",
            "a property",
            Set.of("readproperty", "writeproperty", "observeproperty", "unobserveproperty")),
    ACTION("actions", "an action", Set.of("invokeaction")),
    EVENT("events", "an event", Set.of("subscribeevent", "unsubscribeevent"));

    private final String member;
    private final String text;
    private final Set<String> operations;

    AffordanceKind(String member, String text, Set<String> operations) {
        this.member = member;
        this.text = text;
        this.operations = operations;
    }

    /** The member of a model that holds those of this kind. */
    String member() {
        return member;
    }

    /** What people call one. */
    String text() {
        return text;
    }

    boolean allows(String operation) {
        return operations.contains(operation);
    }
}
