package io.celltwin.edge;

import io.celltwin.edge.contract.Account;
import io.celltwin.edge.contract.RequestsContract;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;

/** The edge twin keeps the contract of requests. */
@QuarkusTest
@TestProfile(EdgeTwinProfile.class)
class EdgeRequestsContractTest extends RequestsContract {
    @TestHTTPResource("/")
    URI url;

    @Override
    protected URI url() {
        return url;
    }

    @Override
    protected Account ownerAccount() {
        return EdgeTwinProfile.ENGINEER;
    }
}
