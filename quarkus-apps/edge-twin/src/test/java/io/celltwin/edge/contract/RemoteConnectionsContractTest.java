package io.celltwin.edge.contract;

import java.net.URI;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A service that runs somewhere else keeps the contract, or differs from the edge twin where it does not. */
@EnabledIfSystemProperty(named = RemoteService.URL, matches = ".+")
class RemoteConnectionsContractTest extends ConnectionsContract {

    @Override
    protected URI url() {
        return RemoteService.url();
    }

    @Override
    protected Account operatorAccount() {
        return RemoteService.operator();
    }

    @Override
    protected Account otherAccount() {
        return RemoteService.other();
    }
}
