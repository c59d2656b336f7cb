package io.celltwin.adapter.services;

import io.vertx.core.Vertx;
import io.vertx.core.net.JksOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.TrustOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.hono.config.FileFormat;

/**
 * Whose certificates are believed when a connection is secured by TLS.
 *
 * @param store a PEM file or key store with the authorities; empty for those that the Java runtime trusts
 * @param password the key store's password
 * @param verifyHostName whether a certificate must be made out to the host that is connected to
 */
public record ServerTrust(Optional<Path> store, Optional<String> password, boolean verifyHostName) {

    /**
     * Reads the store to find out whether it can be used.
     *
     * @param vertx reads it
     * @return what is wrong with it, in words that follow the name of the setting; empty if nothing is
     */
    public Optional<String> problem(Vertx vertx) {
        if (store.isEmpty()) {
            return Optional.empty();
        }
        if (!Files.isReadable(store.get())) {
            return Optional.of("there is no file %s that can be read".formatted(store.get()));
        }
        if (options().isEmpty()) {
            return Optional.of("%s is neither .pem, .crt, .p12, .pfx nor .jks".formatted(store.get()));
        }
        try {
            options().get().getTrustManagerFactory(vertx);
            return Optional.empty();
        } catch (Exception e) { // Vert.x declares it so
            return Optional.of("%s holds no certificates that can be read: %s".formatted(store.get(), e.getMessage()));
        }
    }

    /**
     * @return the store as Vert.x wants it; empty if there is none, or none of a known format
     */
    public Optional<TrustOptions> options() {
        return store.flatMap(path -> Optional.ofNullable(FileFormat.detect(path.toString()))
                .map(format -> options(format, path.toString())));
    }

    private TrustOptions options(FileFormat format, String path) {
        return switch (format) {
            case PEM -> new PemTrustOptions().addCertPath(path);
            case PKCS12 -> new PfxOptions().setPath(path).setPassword(password.orElse(""));
            case JKS -> new JksOptions().setPath(path).setPassword(password.orElse(""));
        };
    }

    /** Leaves out the password. */
    @Override
    public String toString() {
        return "%s, host name %s"
                .formatted(
                        store.map(Path::toString).orElse("authorities of the Java runtime"),
                        verifyHostName ? "verified" : "not verified");
    }
}
