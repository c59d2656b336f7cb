package io.celltwin.edge;

import io.celltwin.edge.contract.Account;
import io.celltwin.edge.contract.MetadataContract;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;

/** The edge twin keeps the contract of metadata. */
@QuarkusTest
@TestProfile(EdgeTwinProfile.class)
class EdgeMetadataContractTest extends MetadataContract {
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

    @Override
    protected Account otherAccount() {
        return EdgeTwinProfile.PARTNER;
    }
}
