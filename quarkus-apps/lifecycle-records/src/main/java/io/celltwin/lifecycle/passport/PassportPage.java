package io.celltwin.lifecycle.passport;

import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.RawString;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Template;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/** The page of a published passport that a QR code on the battery leads to. Without scripts; whatever is not its own text is escaped. */
public final class PassportPage {
    private static final String TEXT_HTML = "text/html";

    private final URI address;
    private final String style = resource("/passport/page.css");
    private final Template template;

    /** @param address under which everybody reaches the pages, such as {@code https://passport.example.com} */
    public PassportPage(URI address) {
        this.address = address;
        this.template = Engine.builder()
                .addDefaults()
                .addValueResolver(new ReflectionValueResolver())
                .addResultMapper(new HtmlEscaper(List.of(TEXT_HTML)))
                .build()
                .parse(resource("/passport/page.html"), Variant.forContentType(TEXT_HTML));
    }

    /** The page. */
    public String of(PublishedPassport passport) {
        return template.data("passport", PassportView.of(passport))
                .data("style", new RawString(style))
                .data("address", addressOf(passport.passport().thing()))
                .data("qrCode", new RawString(qrCode(passport.passport().thing())))
                .render();
    }

    /** The QR code of a battery as SVG. */
    public String qrCode(String thing) {
        return QrCode.svg(addressOf(thing));
    }

    /** Where the page of a battery is; a colon may stand in a path as it is (RFC 3986, section 3.3). */
    String addressOf(String thing) {
        String base = address.toString();
        String id = URLEncoder.encode(thing, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%3A", ":");
        return base + (base.endsWith("/") ? "" : "/") + "passport/" + id;
    }

    /** What a browser may do with the page: show it with its own style. */
    public String contentSecurityPolicy() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
            return "default-src 'none'; style-src 'sha256-"
                    + Base64.getEncoder().encodeToString(hash)
                    + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = PassportPage.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
