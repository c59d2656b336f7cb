package io.celltwin.edge.contract;

import java.net.URI;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A service that runs somewhere else keeps the contract of metadata. */
@EnabledIfSystemProperty(named = RemoteService.URL, matches = ".+")
class RemoteMetadataContractTest extends MetadataContract {

    @Override
    protected URI url() {
        return RemoteService.url();
    }

    @Override
    protected Account ownerAccount() {
        return RemoteService.owner();
    }

    @Override
    protected Account otherAccount() {
        return RemoteService.other();
    }
}
