package io.celltwin.adapter.opcua.security;

import java.security.KeyPair;
import java.security.cert.X509Certificate;

/**
 * What the adapter proves its identity with.
 *
 * @param keyPair the keys
 * @param certificate the certificate of the public key
 * @param applicationUri the URI in the certificate by which servers know the adapter
 */
public record ClientCertificate(KeyPair keyPair, X509Certificate certificate, String applicationUri) {

    // The record's own would tell the private key.
    @Override
    public String toString() {
        return applicationUri;
    }
}
