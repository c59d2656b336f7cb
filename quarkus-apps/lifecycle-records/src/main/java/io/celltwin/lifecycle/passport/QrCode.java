package io.celltwin.lifecycle.passport;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.Map;

/**
 * A QR code (ISO/IEC 18004) as SVG, with the quiet zone of four modules that readers need and error correction Q, by which a quarter
 * of it may be scratched.
 */
final class QrCode {
    private static final int QUIET_ZONE = 4;

    private QrCode() {}

    /**
     * Draws a text.
     *
     * @param text of at most some hundred characters, such as an address
     * @throws IllegalArgumentException if it is too long
     */
    static String svg(String text) {
        BitMatrix modules = modules(text);
        StringBuilder dark = new StringBuilder();
        for (int y = 0; y < modules.getHeight(); y++) {
            for (int x = 0; x < modules.getWidth(); x++) {
                if (modules.get(x, y)) {
                    int begin = x;
                    while (x + 1 < modules.getWidth() && modules.get(x + 1, y)) {
                        x++;
                    }
                    dark.append("M%d %dh%dv1h-%dz".formatted(begin, y, x - begin + 1, x - begin + 1));
                }
            }
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" role="img" aria-label="QR code of this passport">\
                <path fill="#fff" d="M0 0h%1$dv%2$dH0z"/><path fill="#000" d="%3$s"/></svg>""".formatted(modules.getWidth(), modules.getHeight(), dark);
    }

    private static BitMatrix modules(String text) {
        try {
            return new QRCodeWriter()
                    .encode(
                            text,
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(
                                    EncodeHintType.MARGIN,
                                    QUIET_ZONE,
                                    EncodeHintType.ERROR_CORRECTION,
                                    ErrorCorrectionLevel.Q,
                                    EncodeHintType.CHARACTER_SET,
                                    "UTF-8"));
        } catch (WriterException e) {
            throw new IllegalArgumentException("A QR code cannot hold " + text.length() + " characters", e);
        }
    }
}
