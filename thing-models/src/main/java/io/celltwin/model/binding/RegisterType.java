package io.celltwin.model.binding;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What registers or bits mean: the values of {@code modv:type}. The binding names types of XML Schema ({@code xsd:short}); the
 * plain names that most device manuals use ({@code int16}) are known as well.
 */
public enum RegisterType {

    /** False exactly if the register is zero, or, where {@code cell:bit} picks one, if that bit is. */
    BOOLEAN(Kind.TRUTH, 1, "xsd:boolean", "boolean"),

    /** Two's complement in the low byte of a register, whose high byte does not count. */
    INT8(Kind.SIGNED, 1, "xsd:byte", "int8"),

    /** Unsigned number in the low byte of a register, whose high byte does not count. */
    UINT8(Kind.UNSIGNED, 1, "xsd:unsignedByte", "uint8"),

    /** Two's complement of 16 bits. */
    INT16(Kind.SIGNED, 1, "xsd:short", "int16"),

    /** Unsigned number of 16 bits. */
    UINT16(Kind.UNSIGNED, 1, "xsd:unsignedShort", "uint16"),

    /** Two's complement of 32 bits. */
    INT32(Kind.SIGNED, 2, "xsd:int", "int32"),

    /** Unsigned number of 32 bits. */
    UINT32(Kind.UNSIGNED, 2, "xsd:unsignedInt", "uint32"),

    /** Two's complement of 64 bits. */
    INT64(Kind.SIGNED, 4, "xsd:long", "int64"),

    /** Unsigned number of 64 bits; values above the greatest {@code long} are bad. */
    UINT64(Kind.UNSIGNED, 4, "xsd:unsignedLong", "uint64"),

    /** IEEE 754 binary16; the binding has no word for it. */
    FLOAT16(Kind.FLOATING, 1, "cell:float16", "float16"),

    /** IEEE 754 binary32. */
    FLOAT32(Kind.FLOATING, 2, "xsd:float", "float32"),

    /** IEEE 754 binary64. */
    FLOAT64(Kind.FLOATING, 4, "xsd:double", "float64"),

    /** Four decimal digits, each in four bits; the binding has no word for it. */
    BCD16(Kind.DECIMAL, 1, "cell:bcd16", "bcd16"),

    /** Eight decimal digits, each in four bits. */
    BCD32(Kind.DECIMAL, 2, "cell:bcd32", "bcd32"),

    /** Sixteen decimal digits, each in four bits. */
    BCD64(Kind.DECIMAL, 4, "cell:bcd64", "bcd64"),

    /** Text, two bytes in each register, ended by a NUL or by the end of the range. */
    STRING(Kind.TEXT, 0, "xsd:string", "string"),

    /** All bytes of the range in reading order, written as upper-case hexadecimal digits. */
    HEX_BINARY(Kind.TEXT, 0, "xsd:hexBinary");

    /** The name of a boolean that is one bit of a register; the lowest, unless {@code cell:bit} picks another. */
    static final String BIT = "bit";

    /** The name of a signed number that is as wide as the quantity says. */
    static final String INTEGER = "xsd:integer";

    /** XML Schema's decimal numbers have no width and no binary form. */
    static final String DECIMAL = "xsd:decimal";

    /** The name of a number in decimal digits that is as wide as the quantity says. */
    static final String BCD = "bcd";

    private static final int BITS_PER_BYTE = 8;
    private static final int BITS_PER_DIGIT = 4;

    private final Kind kind;
    private final int registers;
    private final List<String> names;

    RegisterType(Kind kind, int registers, String... names) {
        this.kind = kind;
        this.registers = registers;
        this.names = List.of(names);
    }

    private enum Kind {
        TRUTH,
        SIGNED,
        UNSIGNED,
        FLOATING,
        DECIMAL,
        TEXT
    }

    static Optional<RegisterType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.names.contains(name)).findFirst();
    }

    /** All names, for an author who got one wrong. */
    static String allNames() {
        return Arrays.stream(values()).flatMap(type -> type.names.stream()).collect(Collectors.joining(", ")) + ", "
                + BIT + ", " + INTEGER + ", " + BCD;
    }

    /** Its name in the binding, for example {@code xsd:short}. */
    public String term() {
        return names.get(0);
    }

    /** How many registers one value takes; 0 if the type does not say. */
    public int registers() {
        return registers;
    }

    /** Whether its values are numbers. */
    public boolean isNumber() {
        return kind != Kind.TRUTH && kind != Kind.TEXT;
    }

    /** Whether its values are texts. */
    public boolean isText() {
        return kind == Kind.TEXT;
    }

    /** Whether its values, before scaling, are whole numbers. */
    public boolean isWholeNumber() {
        return kind == Kind.SIGNED || kind == Kind.UNSIGNED || kind == Kind.DECIMAL;
    }

    /** Whether its values are binary numbers without a sign, whose bits can be told apart. */
    public boolean isUnsigned() {
        return kind == Kind.UNSIGNED;
    }

    /** Whether its values are decimal digits, each in four bits. */
    public boolean isDecimalDigits() {
        return kind == Kind.DECIMAL;
    }

    /** The least whole number that it holds, before scaling. */
    public BigInteger lowest() {
        return kind == Kind.SIGNED ? BigInteger.ONE.shiftLeft(bits() - 1).negate() : BigInteger.ZERO;
    }

    /** The greatest whole number that it holds, before scaling; none is above the greatest {@code long}. */
    public BigInteger highest() {
        if (kind == Kind.DECIMAL) {
            return BigInteger.TEN.pow(bits() / BITS_PER_DIGIT).subtract(BigInteger.ONE);
        }
        int magnitude = kind == Kind.SIGNED ? bits() - 1 : Math.min(bits(), Long.SIZE - 1);
        return BigInteger.ONE.shiftLeft(magnitude).subtract(BigInteger.ONE);
    }

    /** How many bits one value has; 0 if the type does not say. */
    public int bits() {
        return this == INT8 || this == UINT8 ? BITS_PER_BYTE : registers * Short.SIZE;
    }
}
