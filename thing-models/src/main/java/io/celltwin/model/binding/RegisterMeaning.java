package io.celltwin.model.binding;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Finds out what the items of a form mean: its type, order, bits, scale and character set, and whether it is one value or a list.
 * Where a term would be passed over, so that the value would not be what the author meant, that is a problem.
 *
 * @param quantity how many items it takes
 * @param encoding what they mean
 */
record RegisterMeaning(int quantity, RegisterEncoding encoding) {

    static final String TYPE = "modv:type";
    static final String BIT = "cell:bit";

    private static final String BIT_LENGTH = "cell:bitLength";
    private static final String CHARSET = "cell:charset";
    private static final String SCALE = "cell:scale";
    private static final String OFFSET = "cell:offset";
    private static final int HIGHEST_BIT = Long.SIZE - 1;

    /**
     * @param terms the form's; takes what is wrong
     * @param schema the property that the form belongs to
     * @return empty if something is wrong with the type
     */
    static Optional<RegisterMeaning> read(
            FormTerms terms, JsonNode schema, ModbusArea area, Optional<Integer> quantity) {
        boolean list = "array".equals(schema.path("type").asText());
        JsonNode single = list ? schema.path("items") : schema;
        Optional<Integer> given = quantity.or(() -> list ? lengthOf(schema) : Optional.empty());
        if (list && given.isEmpty()) {
            terms.problem(ModbusPlace.HREF, "a list needs '?quantity=<number>', or equal minItems and maxItems");
            return Optional.empty();
        }
        boolean bySchema = list && quantity.isEmpty();
        Optional<RegisterType> type = area.holdsBits()
                ? bitType(terms, single, list ? Optional.of(1) : given)
                : registerType(terms, single, given, list, bySchema);
        return type.map(known -> of(terms, area, known, given, list, bySchema));
    }

    /** Reports what is wrong with single terms, where the place or the area is not known. */
    static void checkTerms(FormTerms terms) {
        order(terms);
        scale(terms);
        terms.number(OFFSET);
        terms.integer(BIT, 0, HIGHEST_BIT);
        terms.integer(BIT_LENGTH, 1, Long.SIZE);
    }

    private static RegisterMeaning of(
            FormTerms terms,
            ModbusArea area,
            RegisterType type,
            Optional<Integer> given,
            boolean list,
            boolean bySchema) {
        int width = area.holdsBits() ? 1 : Math.max(1, type.registers());
        int items = bySchema ? given.get() * width : given.orElse(width);
        if (list && (items < width || items % width != 0)) {
            terms.problem(
                    ModbusPlace.HREF,
                    "a list of %s takes a multiple of %d items, not %d".formatted(type.term(), width, items));
        }
        for (String term : new String[] {SCALE, OFFSET}) {
            if (terms.has(term) && !type.isNumber()) {
                terms.problem(term, "only a number can be scaled");
            }
        }
        RegisterEncoding encoding = new RegisterEncoding(
                type,
                order(terms),
                bits(terms, area, type),
                scale(terms),
                terms.number(OFFSET).orElse(BigDecimal.ZERO),
                charset(terms, type),
                list ? OptionalInt.of(items / width) : OptionalInt.empty());
        return new RegisterMeaning(items, encoding);
    }

    private static Optional<Integer> lengthOf(JsonNode schema) {
        JsonNode most = schema.path("maxItems");
        return most.canConvertToInt()
                        && most.intValue() > 0
                        && most.intValue() == schema.path("minItems").intValue()
                ? Optional.of(most.intValue())
                : Optional.empty();
    }

    private static Optional<RegisterType> bitType(FormTerms terms, JsonNode schema, Optional<Integer> quantity) {
        if (!"boolean".equals(schema.path("type").asText()) || quantity.orElse(1) != 1) {
            terms.problem("one coil or discrete input gives one 'boolean'");
        }
        Optional<String> name = terms.text(TYPE);
        if (name.isPresent()
                && !name.get().equals(RegisterType.BIT)
                && RegisterType.named(name.get()).orElse(null) != RegisterType.BOOLEAN) {
            terms.problem(TYPE, name.get() + " does not fit a coil or discrete input, which is xsd:boolean");
        }
        return Optional.of(RegisterType.BOOLEAN);
    }

    private static Optional<RegisterType> registerType(
            FormTerms terms, JsonNode schema, Optional<Integer> quantity, boolean list, boolean bySchema) {
        if (!terms.has(TYPE)) {
            terms.problem(TYPE, "a register needs modv:type");
            return Optional.empty();
        }
        Optional<String> name = terms.text(TYPE);
        Optional<RegisterType> type =
                name.flatMap(given -> typeNamed(terms, given, list ? Optional.empty() : quantity, list));
        if (type.isEmpty()) {
            return type;
        }
        int registers = type.get().registers();
        if (list && registers == 0) {
            terms.problem(TYPE, "a list of %s cannot be cut into its elements".formatted(name.get()));
        }
        if (!list && !bySchema && registers > 0 && quantity.orElse(registers) != registers) {
            terms.problem(
                    TYPE, "%s takes %d registers, the href says %d".formatted(name.get(), registers, quantity.get()));
        }
        String jsonType = schema.path("type").asText();
        boolean fits = switch (jsonType) {
            case "string" -> type.get().isText();
            case "boolean" -> type.get() == RegisterType.BOOLEAN;
            case "number", "integer" -> type.get().isNumber();
            default -> false;
        };
        if (!fits) {
            terms.problem(TYPE, "%s cannot give a value of type '%s'".formatted(name.get(), jsonType));
        }
        return type;
    }

    private static Optional<RegisterType> typeNamed(
            FormTerms terms, String name, Optional<Integer> quantity, boolean list) {
        switch (name) {
            case RegisterType.BIT -> {
                return Optional.of(RegisterType.BOOLEAN);
            }
            case RegisterType.INTEGER -> {
                return byWidth(
                        terms,
                        name,
                        quantity.orElse(1),
                        list,
                        RegisterType.INT16,
                        RegisterType.INT32,
                        RegisterType.INT64);
            }
            case RegisterType.BCD -> {
                return byWidth(
                        terms,
                        name,
                        quantity.orElse(1),
                        list,
                        RegisterType.BCD16,
                        RegisterType.BCD32,
                        RegisterType.BCD64);
            }
            case RegisterType.DECIMAL -> {
                terms.problem(TYPE, "xsd:decimal says nothing of bytes; take an integer with cell:scale, or a float");
                return Optional.empty();
            }
            default -> {
                Optional<RegisterType> type = RegisterType.named(name);
                if (type.isEmpty()) {
                    terms.problem(
                            TYPE,
                            "'%s' is no type of the binding; known are %s".formatted(name, RegisterType.allNames()));
                }
                return type;
            }
        }
    }

    private static Optional<RegisterType> byWidth(
            FormTerms terms,
            String name,
            int quantity,
            boolean list,
            RegisterType one,
            RegisterType two,
            RegisterType four) {
        if (list) {
            terms.problem(TYPE, "the elements of a list need a type that says how wide it is, not " + name);
            return Optional.empty();
        }
        return switch (quantity) {
            case 1 -> Optional.of(one);
            case 2 -> Optional.of(two);
            case 4 -> Optional.of(four);
            default -> {
                terms.problem(TYPE, "%s takes 1, 2 or 4 registers, the href says %d".formatted(name, quantity));
                yield Optional.empty();
            }
        };
    }

    private static Optional<BitField> bits(FormTerms terms, ModbusArea area, RegisterType type) {
        Optional<Integer> lowest = terms.integer(BIT, 0, HIGHEST_BIT);
        Optional<Integer> length = terms.integer(BIT_LENGTH, 1, Long.SIZE);
        boolean hasBits = !area.holdsBits() && (type == RegisterType.BOOLEAN || type.isUnsigned());
        if (!hasBits) {
            for (String term : new String[] {BIT, BIT_LENGTH}) {
                if (terms.has(term)) {
                    terms.problem(term, "only a boolean and an unsigned number in registers have bits");
                }
            }
            return Optional.empty();
        }
        if (type == RegisterType.BOOLEAN) {
            if (length.orElse(1) != 1) {
                terms.problem(BIT_LENGTH, "a boolean is one bit");
            }
            boolean oneBit = terms.text(TYPE).filter(RegisterType.BIT::equals).isPresent();
            return withinType(terms, type, lowest.or(() -> oneBit ? Optional.of(0) : Optional.empty()), 1);
        }
        if (lowest.isPresent() != length.isPresent()) {
            terms.problem("a number made of some bits needs both cell:bit and cell:bitLength");
            return Optional.empty();
        }
        return length.flatMap(known -> withinType(terms, type, lowest, known));
    }

    private static Optional<BitField> withinType(
            FormTerms terms, RegisterType type, Optional<Integer> lowest, int length) {
        if (lowest.isPresent() && lowest.get() + length > type.bits()) {
            terms.problem(BIT, "%s has the bits 0 to %d".formatted(type.term(), type.bits() - 1));
            return Optional.empty();
        }
        return lowest.map(known -> new BitField(known, length));
    }

    private static RegisterOrder order(FormTerms terms) {
        return new RegisterOrder(
                terms.flag("modv:mostSignificantByte").orElse(true),
                terms.flag("modv:mostSignificantWord").orElse(true));
    }

    private static BigDecimal scale(FormTerms terms) {
        BigDecimal scale = terms.number(SCALE).orElse(BigDecimal.ONE);
        if (scale.signum() == 0) {
            terms.problem(SCALE, "must be a number other than 0");
        }
        return scale;
    }

    private static Charset charset(FormTerms terms, RegisterType type) {
        Optional<String> name = terms.text(CHARSET);
        if (name.isPresent() && type != RegisterType.STRING) {
            terms.problem(CHARSET, "only a text has a character set");
        }
        try {
            Charset charset = name.map(Charset::forName).orElse(StandardCharsets.UTF_8);
            if (!charset.canEncode()) {
                terms.problem(CHARSET, "'%s' cannot be written, only read".formatted(charset.name()));
            }
            return charset;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            terms.problem(CHARSET, "'%s' is no character set that is known here".formatted(name.get()));
            return StandardCharsets.UTF_8;
        }
    }
}
