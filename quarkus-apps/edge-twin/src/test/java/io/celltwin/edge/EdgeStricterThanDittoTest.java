package io.celltwin.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.edge.contract.TwinHttp;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.UUID;
import org.eclipse.ditto.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where the edge twin deliberately answers otherwise than Eclipse Ditto 3.9.6, which was seen to do what each test says. */
@QuarkusTest
@TestProfile(EdgeTwinProfile.class)
class EdgeStricterThanDittoTest {
    private static final String PASSWORD_IN_URI = """
            {"connectionType":"kafka","connectionStatus":"closed","uri":"tcp://user:secret@localhost:9092",
             "specificConfig":{"bootstrapServers":"localhost:9092"},
             "sources":[{"addresses":["t"],"consumerCount":1,"qos":1,"authorizationContext":["integration:hono"]}]}""";

    @TestHTTPResource("/")
    URI url;

    private TwinHttp engineer;
    private TwinHttp partner;
    private String id;

    @BeforeEach
    void connect() {
        engineer = new TwinHttp(url, EdgeTwinProfile.ENGINEER);
        partner = new TwinHttp(url, EdgeTwinProfile.PARTNER);
        id = "contract:" + UUID.randomUUID();
    }

    /** Ditto answers 204 and removes the secret with the rest, because null has no members that it could check. */
    @Test
    void whoMayWriteAPartMayNotRemoveTheWhole() {
        createWithOpenAndSecret();

        assertThat(partner.patch("/things/" + id, "{\"attributes\":null}").status())
                .isEqualTo(403);
        assertThat(partner.patch("/things/" + id, "{\"attributes\":{\"{{ ~o.*~ }}\":null}}")
                        .status())
                .isEqualTo(403);
        assertThat(engineer.get("/things/" + id + "/attributes").json())
                .isEqualTo(JsonObject.of("{\"open\":1,\"secret\":2}"));
    }

    /** With Ditto that is its nginx' work; without the header a browser does not ask. */
    @Test
    void whoIsNotSignedInIsToldHow() {
        assertThat(new TwinHttp(url, null).get("/things/" + id).header("WWW-Authenticate"))
                .startsWith("Basic");
    }

    /** Ditto shows it to its operators. */
    @Test
    void thePasswordOfAConnectionIsNotShown() {
        String connection = "/connections/contract-" + UUID.randomUUID();
        engineer.put(connection, PASSWORD_IN_URI);

        assertThat(engineer.get(connection).text()).doesNotContain("secret").contains("user:*****@");
        assertThat(engineer.get("/connections").text()).doesNotContain("secret");
        engineer.delete(connection);
    }

    /** Ditto takes it. */
    @Test
    void aConnectionHasNoNegativeNumberOfConsumers() {
        assertThat(engineer.put(
                                "/connections/contract-" + UUID.randomUUID(),
                                PASSWORD_IN_URI.replace("\"consumerCount\":1", "\"consumerCount\":-1"))
                        .status())
                .isEqualTo(400);
    }

    private void createWithOpenAndSecret() {
        engineer.put(
                "/things/" + id, """
                {"attributes":{"open":1,"secret":2},"_policy":{"entries":{
                  "owner":{"subjects":{"%s":{"type":"t"}},"resources":{
                    "thing:/":{"grant":["READ","WRITE"],"revoke":[]},
                    "policy:/":{"grant":["READ","WRITE"],"revoke":[]}}},
                  "other":{"subjects":{"%s":{"type":"t"}},"resources":{
                    "thing:/attributes/open":{"grant":["READ","WRITE"],"revoke":[]}}}}}}""".formatted(EdgeTwinProfile.ENGINEER.subject(), EdgeTwinProfile.PARTNER.subject()));
    }
}
