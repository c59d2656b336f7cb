package io.celltwin.lifecycle.record;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a record tells of. */
public enum RecordType {
    /** A lot of material has come in. */
    LOT,
    /** A thing was made of others: a cell of its batch, a module of cells, a pack of modules. */
    ASSEMBLY,
    /** Parts were taken out of a thing. */
    DISASSEMBLY,
    /** A test has measured a thing, such as a cell at the end of the line. */
    MEASUREMENT,
    /** A batch has passed a process step on a machine. */
    STEP,
    /** A batch or pack has reached a state of its life. */
    STATE,
    /** An alarm was raised, acknowledged, shelved or cleared. */
    ALARM,
    /** Somebody wanted something of a device. */
    COMMAND,
    /** A machine or battery was maintained. */
    MAINTENANCE,
    /** A battery was served where it is in use. */
    SERVICE,
    /** A thing was given to somebody. */
    DELIVERY,
    /** What a passport said when somebody wanted it kept. */
    PASSPORT,
    /** Somebody has read trade secrets. */
    ACCESS,
    /** Records were taken away because nobody has to keep them any longer. */
    RETENTION;

    /**
     * Whether its records may be taken away after a time. What things are, what they were made of, what state they are in, what a passport said and
     * what was taken away is known from the records of the other types alone.
     */
    public boolean mayGo() {
        return this == STEP || this == ALARM || this == COMMAND || this == ACCESS;
    }

    /** The name in documents, answers and queries. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The type of that name.
     *
     * @throws IllegalArgumentException if there is none, with a message for the caller
     */
    public static RecordType of(String wireName) {
        for (RecordType type : values()) {
            if (type.wireName().equals(wireName)) {
                return type;
            }
        }
        throw new IllegalArgumentException("There is no record type '" + wireName + "': use "
                + Arrays.stream(values()).map(RecordType::wireName).collect(Collectors.joining(", ")) + ".");
    }
}
