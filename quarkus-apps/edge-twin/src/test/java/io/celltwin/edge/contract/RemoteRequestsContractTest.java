package io.celltwin.edge.contract;

import java.net.URI;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A service that runs somewhere else keeps the contract of requests. */
@EnabledIfSystemProperty(named = RemoteService.URL, matches = ".+")
class RemoteRequestsContractTest extends RequestsContract {

    @Override
    protected URI url() {
        return RemoteService.url();
    }

    @Override
    protected Account ownerAccount() {
        return RemoteService.owner();
    }
}
