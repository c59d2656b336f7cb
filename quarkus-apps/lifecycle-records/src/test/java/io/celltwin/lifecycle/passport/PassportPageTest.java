package io.celltwin.lifecycle.passport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.LuminanceSource;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page that a customer sees behind the QR code. */
class PassportPageTest {
    private static final String PACK = "demo:pack-1";
    private static final PassportPage PAGE = new PassportPage(URI.create("https://passport.example.com"));

    @Test
    void everyPublicAttributeAndNoOtherHasAName() {
        Set<String> open = new TreeSet<>();
        BatteryPassAttributes.ALL.stream()
                .filter(attribute -> attribute.tier() == AccessTier.PUBLIC)
                .forEach(attribute -> open.add(attribute.path()));
        assertThat(new TreeSet<>(PassportLabels.ALL.keySet())).isEqualTo(open);
    }

    @Test
    void thePageTellsThePublicTierAndNothingElse() {
        ObjectNode whole = (ObjectNode) BatteryPassSchema.example();
        whole.withObject("/performance/rated/capacity").put("value", 41.5);
        whole.withObject("/identification").put("chemistry", "NMC-of-everybody");
        whole.withObject("/commercial").withArray("purpose").add("purpose-of-the-owner");
        whole.withObject("/materials/active/nickel").put("location", "place-of-legitimate-interest");
        whole.withObject("/performance/rated/lifetime")
                .withArray("report")
                .addObject()
                .put("content", "for-authorities");

        String page = PAGE.of(published(whole));
        assertThat(page)
                .contains("NMC-of-everybody", "41.5 Ah", "Revision 3", "2026-05-01 12:00 UTC")
                .contains("https://passport.example.com/passport/demo:pack-1")
                .doesNotContain("purpose-of-the-owner", "place-of-legitimate-interest", "for-authorities");
    }

    @Test
    void whatTheLawAsksForAndIsNotStatedStandsThere() {
        String page = PAGE.of(published(BatteryPassSchema.example().deepCopy()));
        assertThat(page).doesNotContain("Not stated");
        ObjectNode less = (ObjectNode) BatteryPassSchema.example();
        ((ObjectNode) less.get("characteristics")).remove("warranty");
        assertThat(PAGE.of(published(less))).contains("Not stated", "Manufacturer: Warranty");
    }

    @Test
    void whatPeopleDeclareIsTextAndNeverMarkupOrAnAddressThatRuns() {
        ObjectNode hostile = (ObjectNode) BatteryPassSchema.example();
        hostile.withObject("/identification").put("chemistry", "<script>alert(1)</script>{style}");
        hostile.withObject("/identification/identification/type")
                .put("nameAtManufacturer", "\"><img src=x onerror=alert(1)>");
        ObjectNode document = hostile.withObject("/conformity")
                .putArray("declarationOfConformity")
                .addObject();
        document.put("content", "javascript:alert(1)").put("contentType", "URL").put("header", "<b>");

        String page = PAGE.of(published(hostile));
        assertThat(page)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;{style}")
                .doesNotContain("<script", "<img", "<b>", "href=\"javascript");
        assertThat(PAGE.contentSecurityPolicy())
                .startsWith("default-src 'none'")
                .doesNotContain("unsafe");
    }

    @Test
    void theQrCodeLeadsToThePage() throws Exception {
        String svg = PAGE.qrCode("demo:pack 1/ü");
        QRCodeReader reader = new QRCodeReader();
        String read = reader.decode(new BinaryBitmap(new HybridBinarizer(picture(svg, 8))))
                .getText();
        assertThat(read).isEqualTo("https://passport.example.com/passport/demo:pack%201%2F%C3%BC");
    }

    private static PublishedPassport published(JsonNode document) {
        BatteryPassport all = PassportDocument.of(PACK, Candidates.in(document), EnumSet.of(AccessTier.PUBLIC));
        return new PublishedPassport(3, Instant.parse("2026-05-01T12:00:00Z"), PACK + "/passport/3", all);
    }

    /** Draws the paths of the SVG. */
    private static LuminanceSource picture(String svg, int scale) {
        Matcher size = Pattern.compile("viewBox=\"0 0 (\\d+) (\\d+)\"").matcher(svg);
        assertThat(size.find()).isTrue();
        int width = Integer.parseInt(size.group(1)) * scale;
        int[] pixels = new int[width * width];
        Arrays.fill(pixels, 0xffffff);
        Matcher runs = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1").matcher(svg);
        while (runs.find()) {
            List<Integer> run = List.of(
                    Integer.valueOf(runs.group(1)), Integer.valueOf(runs.group(2)), Integer.valueOf(runs.group(3)));
            for (int y = run.get(1) * scale; y < (run.get(1) + 1) * scale; y++) {
                for (int x = run.get(0) * scale; x < (run.get(0) + run.get(2)) * scale; x++) {
                    pixels[y * width + x] = 0;
                }
            }
        }
        return new RGBLuminanceSource(width, width, pixels);
    }
}
