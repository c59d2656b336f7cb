package io.celltwin.adapter.services;

import io.celltwin.service.tls.TrustStore;
import io.celltwin.service.tls.TrustStoreException;
import io.vertx.core.net.TrustOptions;
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
     * @return what is wrong with it, in words that follow the name of the setting; empty if nothing is
     */
    public Optional<String> problem() {
        try {
            if (store.isPresent()) {
                TrustStore.read(store.get(), password);
            }
        } catch (TrustStoreException e) {
            return Optional.of(e.getMessage());
        }
        // Hono's clients are given the file itself, and know it by its name.
        return store.filter(file -> FileFormat.detect(file.toString()) == null)
                .map(file -> "%s is neither .pem, .crt, .p12, .pfx nor .jks".formatted(file));
    }

    /**
     * @return the authorities as Vert.x wants them; empty if those of the Java runtime are trusted
     * @throws IllegalStateException if there is a {@linkplain #problem problem}
     */
    public Optional<TrustOptions> options() {
        return store.map(file -> {
            try {
                return TrustOptions.wrap(TrustStore.read(file, password).trustManagerFactory());
            } catch (TrustStoreException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        });
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
