package io.celltwin.modbus.codec;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Arrays;

/** Texts in registers: ended by a NUL or by the end of the range, spaces at the end dropped. */
final class TextCodec {

    private TextCodec() {}

    static Decoded decode(byte[] bytes, Charset charset) {
        try {
            CharBuffer text = charset.newDecoder().decode(ByteBuffer.wrap(bytes, 0, end(bytes, unitBytes(charset))));
            return Decoded.good(text.toString().stripTrailing());
        } catch (CharacterCodingException e) {
            return Decoded.bad("text is not valid " + charset.name());
        }
    }

    static byte[] encode(String text, int length, Charset charset) throws NotEncodableException {
        byte[] bytes;
        try {
            ByteBuffer encoded = charset.newEncoder().encode(CharBuffer.wrap(text));
            bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
        } catch (CharacterCodingException e) {
            throw new NotEncodableException("the text cannot be written in " + charset.name());
        }
        if (bytes.length > length) {
            throw new NotEncodableException(
                    "the text takes %d bytes, the registers have %d".formatted(bytes.length, length));
        }
        if (text.indexOf('\0') >= 0 || !text.equals(text.stripTrailing())) {
            throw new NotEncodableException("a text in registers has no NUL in it and no space at its end");
        }
        return Arrays.copyOf(bytes, length);
    }

    private static int end(byte[] bytes, int unit) {
        for (int start = 0; start + unit <= bytes.length; start += unit) {
            boolean nul = true;
            for (int i = start; i < start + unit; i++) {
                nul &= bytes[i] == 0;
            }
            if (nul) {
                return start;
            }
        }
        return bytes.length;
    }

    /** How many zero bytes a NUL is. */
    private static int unitBytes(Charset charset) {
        if (charset.name().contains("UTF-32")) {
            return Integer.BYTES;
        }
        return charset.name().contains("UTF-16") ? Short.BYTES : Byte.BYTES;
    }
}
