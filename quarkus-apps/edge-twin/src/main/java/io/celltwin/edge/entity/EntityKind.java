package io.celltwin.edge.entity;

/** What the twin keeps: things and policies. */
public enum EntityKind {
    THING('t'),
    POLICY('p');

    private final char code;

    EntityKind(char code) {
        this.code = code;
    }

    /** The letter by which the store tells the kinds apart. Never changed: it is on disk. */
    public char code() {
        return code;
    }

    /**
     * The kind of that letter.
     *
     * @throws IllegalArgumentException if no kind has it
     */
    public static EntityKind ofCode(char code) {
        for (EntityKind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new IllegalArgumentException("No kind of entity is called '" + code + "'.");
    }
}
