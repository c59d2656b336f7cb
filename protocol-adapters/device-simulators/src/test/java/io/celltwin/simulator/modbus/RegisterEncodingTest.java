package io.celltwin.simulator.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RegisterEncodingTest {

    @Test
    void aFloatStandsInTwoRegistersInEveryOrderOfWordsAndBytes() {
        // 123.456f is 0x42F6E979.
        assertThat(encoding("xsd:float", 2, true, true).encode(123.456)).containsExactly(words(0x42F6, 0xE979));
        assertThat(encoding("xsd:float", 2, false, true).encode(123.456)).containsExactly(words(0xE979, 0x42F6));
        assertThat(encoding("xsd:float", 2, true, false).encode(123.456)).containsExactly(words(0xF642, 0x79E9));
        assertThat(encoding("xsd:float", 2, false, false).encode(123.456)).containsExactly(words(0x79E9, 0xF642));
    }

    @Test
    void integersOfAllSizesKeepTheirSign() {
        assertThat(encoding("xsd:short", 1, true, true).encode(-2)).containsExactly(words(0xFFFE));
        assertThat(encoding("xsd:int", 2, true, true).encode(-2)).containsExactly(words(0xFFFF, 0xFFFE));
        assertThat(encoding("xsd:long", 4, true, true).encode(-2L))
                .containsExactly(words(0xFFFF, 0xFFFF, 0xFFFF, 0xFFFE));
        assertThat(encoding("xsd:unsignedInt", 2, true, true).encode(4_000_000_000L))
                .containsExactly(words(0xEE6B, 0x2800));
        assertThat(encoding("xsd:byte", 1, true, true).decode(words(0x00FE))).isEqualTo(-2.0);
        assertThat(encoding("xsd:unsignedByte", 1, true, true).decode(words(0x00FE)))
                .isEqualTo(254.0);
        assertThat(encoding("xsd:unsignedInt", 2, true, true).decode(words(0xEE6B, 0x2800)))
                .isEqualTo(4_000_000_000.0);
    }

    @Test
    void whatATypeCannotHoldBecomesTheNearestThatItCan() {
        assertThat(encoding("xsd:unsignedShort", 1, true, true).encode(-5)).containsExactly(words(0));
        assertThat(encoding("xsd:unsignedShort", 1, true, true).encode(1e9)).containsExactly(words(0xFFFF));
        assertThat(encoding("xsd:short", 1, true, true).encode(-1e9)).containsExactly(words(0x8000));
    }

    @Test
    void scaleAndOffsetAreAppliedWithoutCrumbs() {
        RegisterEncoding scaled = new RegisterEncoding("xsd:unsignedShort", 1, true, true, 0.001, 0);
        assertThat(scaled.encode(7.0)).containsExactly(words(7000));
        assertThat(scaled.decode(words(1234))).isEqualTo(1.234);
        RegisterEncoding shifted = new RegisterEncoding("xsd:unsignedShort", 1, true, true, 0.1, -40);
        assertThat(shifted.encode(25.0)).containsExactly(words(650));
        assertThat(shifted.decode(words(650))).isEqualTo(25.0);
    }

    @Test
    void aTextIsPaddedWithZerosAndCutAtItsRegisters() {
        RegisterEncoding text = encoding("xsd:string", 3, true, true);
        assertThat(text.encode("Idle")).containsExactly(words(0x4964, 0x6C65, 0));
        assertThat(text.decode(text.encode("Idle"))).isEqualTo("Idle");
        assertThat(text.decode(text.encode("Completing"))).isEqualTo("Comple");
        assertThat(encoding("xsd:string", 3, false, false).encode("Idle")).containsExactly(words(0x6449, 0x656C, 0));
    }

    @Test
    void aTruthValueIsOneOrZero() {
        RegisterEncoding flag = encoding("xsd:boolean", 1, true, true);
        assertThat(flag.encode(true)).containsExactly(words(1));
        assertThat(flag.decode(words(0))).isEqualTo(false);
    }

    private static RegisterEncoding encoding(String type, int words, boolean highWordFirst, boolean highByteFirst) {
        return new RegisterEncoding(type, words, highWordFirst, highByteFirst, 1, 0);
    }

    private static short[] words(int... values) {
        short[] words = new short[values.length];
        for (int i = 0; i < values.length; i++) {
            words[i] = (short) values[i];
        }
        return words;
    }
}
