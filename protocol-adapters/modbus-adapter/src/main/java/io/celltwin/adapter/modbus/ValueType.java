package io.celltwin.adapter.modbus;

import java.util.List;

/**
 * What the items of a range mean: the values of {@code modv:type} that this adapter knows. The binding names types of
 * XML Schema ({@code xsd:short}); the plain names that most device manuals use ({@code int16}) are known as well.
 */
public enum ValueType {

    /** One item that is false exactly if it is zero. */
    BOOLEAN(1, "boolean", "xsd:boolean"),

    /** One bit of a register, chosen by {@code cell:bit}. */
    BIT(1, "bit"),

    /** Two's complement of 16 bits. */
    INT16(1, "int16", "xsd:short"),

    /** Unsigned number of 16 bits. */
    UINT16(1, "uint16", "xsd:unsignedShort"),

    /** Two's complement of 32 bits. */
    INT32(2, "int32", "xsd:int"),

    /** Unsigned number of 32 bits. */
    UINT32(2, "uint32", "xsd:unsignedInt"),

    /** Two's complement of 64 bits. */
    INT64(4, "int64", "xsd:long"),

    /** Unsigned number of 64 bits; values above the greatest {@code long} are bad. */
    UINT64(4, "uint64", "xsd:unsignedLong"),

    /** IEEE 754 binary32. */
    FLOAT32(2, "float32", "xsd:float"),

    /** IEEE 754 binary64. */
    FLOAT64(4, "float64", "xsd:double"),

    /** UTF-8, two bytes in each register, ended by a NUL or by the end of the range. */
    STRING(0, "string", "xsd:string");

    private final int registers;
    private final List<String> names;

    ValueType(int registers, String... names) {
        this.registers = registers;
        this.names = List.of(names);
    }

    /**
     * @return how many registers one value takes; 0 if that is not given by the type
     */
    public int registers() {
        return registers;
    }

    /**
     * @return the values of {@code modv:type} that mean this type
     */
    public List<String> names() {
        return names;
    }
}
