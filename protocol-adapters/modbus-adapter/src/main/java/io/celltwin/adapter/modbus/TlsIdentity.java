package io.celltwin.adapter.modbus;

import io.celltwin.service.tls.PemIdentity;
import io.celltwin.service.tls.TrustStore;
import io.celltwin.service.tls.TrustStoreException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * How the adapter shows itself to devices of Modbus/TCP Security, and whom it trusts: such a device wants a certificate of its client too
 * (MODBUS/TCP Security Protocol Specification V2.1, 8.1). Files are read for each connection, so that renewed ones are used.
 */
final class TlsIdentity {

    private final ModbusConfig.Tls config;

    TlsIdentity(ModbusConfig.Tls config) {
        this.config = config;
    }

    /** @throws IllegalArgumentException if a file cannot be used; the message is fit for users */
    SSLSocketFactory socketFactory() {
        try {
            TrustManager[] trusted = config.trustStore().isPresent()
                    ? TrustStore.read(config.trustStore().get(), Optional.empty())
                            .trustManagerFactory()
                            .getTrustManagers()
                    : null;
            KeyManager[] own = config.certificate().isPresent() && config.key().isPresent()
                    ? PemIdentity.read(config.certificate().get(), config.key().get())
                            .keyManagerFactory()
                            .getKeyManagers()
                    : null;
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own, trusted, null);
            return context.getSocketFactory();
        } catch (TrustStoreException | GeneralSecurityException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
