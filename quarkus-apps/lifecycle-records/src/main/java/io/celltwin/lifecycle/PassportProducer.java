package io.celltwin.lifecycle;

import io.celltwin.lifecycle.passport.PassportAccess;
import io.celltwin.twin.access.TwinAccess;
import io.celltwin.twin.config.DittoConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes what decides who sees which part of a passport. */
@Singleton
class PassportProducer {

    @Produces
    @Singleton
    PassportAccess access(DittoConfig ditto) {
        return new PassportAccess(ditto.url(), new TwinAccess(ditto).http(), ditto.timeout());
    }
}
