package io.celltwin.standalone;

import io.celltwin.standalone.device.Platform;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say which running Celltwin is meant, and who asks it. */
final class PlatformOptions {
    private static final String DEFAULT_URL = "http://127.0.0.1:8080";
    private static final String DEFAULT_USER = "celltwin";

    @Option(names = "--url", paramLabel = "URL")
    private String url;

    @Option(names = "--user", paramLabel = "NAME")
    private String user;

    @Option(names = "--password", paramLabel = "PASSWORD")
    private String password;

    @Option(names = "--tenant", paramLabel = "NAME", defaultValue = "demo")
    private String tenant;

    String tenant() {
        return tenant;
    }

    /** Asks for the password unless it was given. */
    Platform platform() {
        return new Platform(
                address(given(url, "CELLTWIN_URL").orElse(DEFAULT_URL)),
                given(user, "CELLTWIN_USER").orElse(DEFAULT_USER),
                given(password, "CELLTWIN_PASSWORD").orElseGet(PlatformOptions::ask));
    }

    private static URI address(String text) {
        try {
            URI address = URI.create(text);
            if (address.getHost() != null
                    && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw new CannotStart("--url must be of the form http[s]://host[:port], not " + text + ".");
        }
        throw new CannotStart("--url must be of the form http[s]://host[:port], not " + text + ".");
    }

    private static Optional<String> given(String option, String variable) {
        return Optional.ofNullable(option).or(() -> Optional.ofNullable(System.getenv(variable)));
    }

    private static String ask() {
        try {
            return Passwords.ask();
        } catch (IOException e) {
            throw new CannotStart("The password cannot be read.");
        }
    }
}
