package io.celltwin.adapter.opcua.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;

/**
 * Decimals (OPC 10000-6, 5.2.2.17): an extension object of a scale of 16 bits and a whole number of any length, both with the least byte
 * first. The value is the number times 10 to the minus scale.
 */
final class Decimals {

    private static final int SCALE_BYTES = 2;
    /** So many digits a text may have; a scale can make more of few bytes. */
    private static final int LONGEST = 1000;

    private Decimals() {}

    static boolean isDecimal(ExtensionObject object) {
        return object instanceof ExtensionObject.Binary && NodeIds.Decimal.equals(object.getEncodingOrTypeId());
    }

    /**
     * @param object a decimal
     * @param asText whether a text is wanted, which has every digit
     * @return a whole number if it is one without a scale, else the nearest fraction; or the text
     * @throws NotConvertibleException if it makes no sense, or none of these can hold it
     */
    static Object convert(ExtensionObject object, boolean asText) throws NotConvertibleException {
        byte[] body = ((ByteString) object.getBody()).bytesOrEmpty();
        if (body.length <= SCALE_BYTES || body.length > LONGEST) {
            throw new NotConvertibleException(
                    body.length <= SCALE_BYTES ? "a Decimal without digits" : "a Decimal with too many digits");
        }
        short scale = (short) (body[0] & 0xff | body[1] << 8);
        byte[] greatestFirst = new byte[body.length - SCALE_BYTES];
        for (int i = 0; i < greatestFirst.length; i++) {
            greatestFirst[i] = body[body.length - 1 - i];
        }
        BigInteger number = new BigInteger(greatestFirst);
        BigDecimal value = new BigDecimal(number, scale);
        if (asText) {
            if (Math.abs((int) scale) > LONGEST) {
                throw new NotConvertibleException("a Decimal with too many digits");
            }
            return value.toPlainString();
        }
        if (scale == 0 && number.bitLength() < Long.SIZE) {
            return number.longValue();
        }
        double nearest = value.doubleValue();
        if (Double.isInfinite(nearest)) {
            throw new NotConvertibleException("a Decimal that is too large");
        }
        return nearest;
    }
}
