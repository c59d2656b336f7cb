package io.celltwin.lifecycle.genealogy;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a thing of the genealogy is, in the order in which things are made of each other. */
public enum PartKind {
    /** Material of one delivery. */
    LOT(null),
    /** Cells that pass the line together. */
    BATCH("cell:CellBatch"),
    /** One cell with a serial number. */
    CELL(null),
    /** Cells that are assembled. */
    MODULE(null),
    /** A battery. */
    PACK("cell:BatteryPack");

    private final String modelType;

    PartKind(String modelType) {
        this.modelType = modelType;
    }

    /** The semantic type by which a twin's model says so; empty for what has no twin. */
    Optional<String> modelType() {
        return Optional.ofNullable(modelType);
    }

    /** The name in records, requests and answers. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Whether something of this kind is made of things of that kind. Material goes into anything, a cell comes from its batch,
     * and a level of assembly may be skipped (cells to pack), but none is turned around.
     */
    public boolean mayBeMadeOf(PartKind part) {
        return part.ordinal() < ordinal();
    }

    /** Whether it can be built into one thing only: material and batches are shared, cells and modules are not. */
    public boolean isBuiltInOnce() {
        return this == CELL || this == MODULE;
    }

    /**
     * The kind of that name.
     *
     * @throws IllegalArgumentException if there is none, with a message for the caller
     */
    public static PartKind of(String wireName) {
        for (PartKind kind : values()) {
            if (kind.wireName().equals(wireName)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("There is no kind '" + wireName + "': use "
                + Arrays.stream(values()).map(PartKind::wireName).collect(Collectors.joining(", ")) + ".");
    }
}
