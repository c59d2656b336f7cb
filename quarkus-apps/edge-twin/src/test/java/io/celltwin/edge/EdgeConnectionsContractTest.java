package io.celltwin.edge;

import io.celltwin.edge.contract.Account;
import io.celltwin.edge.contract.ConnectionsContract;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;

/** The edge twin keeps the contract of connections. */
@QuarkusTest
@TestProfile(EdgeTwinProfile.class)
class EdgeConnectionsContractTest extends ConnectionsContract {
    @TestHTTPResource("/")
    URI url;

    @Override
    protected URI url() {
        return url;
    }

    @Override
    protected Account operatorAccount() {
        return EdgeTwinProfile.ENGINEER;
    }

    @Override
    protected Account otherAccount() {
        return EdgeTwinProfile.PARTNER;
    }
}
