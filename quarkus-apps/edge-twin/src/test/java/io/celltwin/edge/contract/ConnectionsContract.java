package io.celltwin.edge.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.UUID;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What an operator may expect of a twin service's connections. It asks over the network only, so it holds for Eclipse
 * Ditto as well; no broker is needed.
 */
public abstract class ConnectionsContract {
    private static final String CLOSED = """
            {"name":"plant","connectionType":"kafka","connectionStatus":"closed",
             "uri":"tcp://user:secret@localhost:9092","specificConfig":{"bootstrapServers":"localhost:9092"},
             "sources":[{"addresses":["hono.telemetry.demo"],"consumerCount":1,"qos":1,
              "authorizationContext":["integration:hono"],
              "enforcement":{"input":"{{ header:device_id }}","filters":["{{ entity:id }}"]},
              "headerMapping":{},"payloadMapping":["Ditto"],"replyTarget":{"enabled":false,"address":"replies"},
              "acknowledgementRequests":{"includes":[]}}],"targets":[]}""";

    private TwinHttp operator;
    private TwinHttp other;
    private TwinHttp nobody;
    private String id;

    /** Where the service is. */
    protected abstract URI url();

    /** Somebody who may manage connections. */
    protected abstract Account operatorAccount();

    /** Somebody who may not. */
    protected abstract Account otherAccount();

    @BeforeEach
    void connect() {
        operator = new TwinHttp(url(), operatorAccount());
        other = new TwinHttp(url(), otherAccount());
        nobody = new TwinHttp(url(), null);
        id = "contract-" + UUID.randomUUID();
    }

    @AfterEach
    void remove() {
        operator.delete("/connections/" + id);
    }

    @Test
    void aConnectionIsPutReadListedChangedAndDeleted() {
        assertThat(operator.put("/connections/" + id, CLOSED).status()).isEqualTo(201);
        TwinHttp.Reply read = operator.get("/connections/" + id);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.object().getValue("id")).contains(JsonValue.of(id));
        assertThat(read.object().getValue("sources/0")).isEmpty();
        assertThat(read.object()
                        .getValue("sources")
                        .orElseThrow()
                        .asArray()
                        .get(0)
                        .orElseThrow()
                        .asObject()
                        .getValue("enforcement/input"))
                .contains(JsonValue.of("{{ header:device_id }}"));
        assertThat(operator.get("/connections?ids-only=true").json().asArray()).contains(JsonValue.of(id));
        assertThat(operator.get("/connections?fields=id,name").json().asArray())
                .contains(JsonObject.of("{\"id\":\"%s\",\"name\":\"plant\"}".formatted(id)));

        assertThat(operator.put("/connections/" + id, CLOSED.replace("\"plant\"", "\"hall\""))
                        .status())
                .isEqualTo(204);
        assertThat(operator.get("/connections/" + id).object().getValue("name")).contains(JsonValue.of("hall"));

        assertThat(operator.delete("/connections/" + id).status()).isEqualTo(204);
        assertThat(operator.get("/connections/" + id).error()).isEqualTo("connectivity:connection.notfound");
        assertThat(operator.delete("/connections/" + id).status()).isEqualTo(404);
    }

    @Test
    void aConnectionIsPostedWithAnIdOfTheServicesChoice() {
        TwinHttp.Reply created = operator.post("/connections", CLOSED);

        assertThat(created.status()).isEqualTo(201);
        String given = created.object().getValue("id").orElseThrow().asString();
        assertThat(created.header("Location")).endsWith("/connections/" + given);
        assertThat(operator.get("/connections/" + given).status()).isEqualTo(200);
        operator.delete("/connections/" + given);
    }

    @Test
    void anIdInTheBodyIsRefusedWhereItIsNotTheAddresses() {
        String withId = CLOSED.replaceFirst("\\{", "{\"id\":\"mine\",");

        assertThat(operator.post("/connections", withId).error()).isEqualTo("connectivity:id.notsettable");
        assertThat(operator.put("/connections/" + id, withId).error()).isEqualTo("connectivity:id.notsettable");
    }

    @Test
    void whatIsNoConnectionIsRefused() {
        for (String wrong : new String[] {
            "",
            "7",
            "{}",
            "{\"connectionType\":\"kafka\"}",
            CLOSED.replace("tcp://", "http://"),
            CLOSED.replace("\"closed\"", "\"ajar\""),
            CLOSED.replace("\"localhost:9092\"", "\"localhost\""),
            CLOSED.replace("\"qos\":1", "\"qos\":7"),
            CLOSED.replace("header:device_id", "planet:device_id"),
            CLOSED.replace("[\"integration:hono\"]", "7"),
            CLOSED.replace("\"kafka\"", "\"pigeon\"")
        }) {
            TwinHttp.Reply reply = operator.put("/connections/" + id, wrong);

            assertThat(reply.status())
                    .as(wrong + " is answered by " + reply.text())
                    .isEqualTo(400);
        }
        assertThat(operator.get("/connections/" + id).status()).isEqualTo(404);
    }

    @Test
    void othersMayNeitherSeeNorChangeConnections() {
        operator.put("/connections/" + id, CLOSED);

        assertThat(nobody.get("/connections").status()).isEqualTo(401);
        for (TwinHttp.Reply refused : new TwinHttp.Reply[] {
            other.get("/connections"),
            other.get("/connections/" + id),
            other.put("/connections/" + id, CLOSED),
            other.post("/connections", CLOSED),
            other.delete("/connections/" + id)
        }) {
            assertThat(refused.status()).isIn(401, 403);
        }
        assertThat(operator.get("/connections/" + id).status()).isEqualTo(200);
        assertThat(other.get("/connections").text()).doesNotStartWith("[");
    }

    @Test
    void aConnectionTellsItsStatusMetricsAndLogs() {
        operator.put("/connections/" + id, CLOSED);

        JsonObject status = operator.get("/connections/" + id + "/status").object();
        assertThat(status.getValue("connectionId")).contains(JsonValue.of(id));
        assertThat(status.getValue("connectionStatus")).contains(JsonValue.of("closed"));
        assertThat(status.getValue("liveStatus")).contains(JsonValue.of("closed"));
        JsonObject metrics = operator.get("/connections/" + id + "/metrics").object();
        assertThat(metrics.getValue("containsFailures")).contains(JsonValue.of(false));
        assertThat(metrics.contains("sourceMetrics")).isTrue();
        assertThat(metrics.contains("targetMetrics")).isTrue();
        assertThat(operator.get("/connections/" + id + "/logs")
                        .object()
                        .getValue("connectionLogs")
                        .orElseThrow()
                        .isArray())
                .isTrue();
        assertThat(operator.get("/connections/absent/status").status()).isEqualTo(404);
        assertThat(other.get("/connections/" + id + "/logs").status()).isIn(401, 403);
    }

    @Test
    void commandsAreTakenAndUnknownOnesRefused() {
        operator.put("/connections/" + id, CLOSED);

        for (String command :
                new String[] {"closeConnection", "resetConnectionMetrics", "enableConnectionLogs", "resetConnectionLogs"
                }) {
            assertThat(command(id, "connectivity.commands:" + command).status())
                    .as(command)
                    .isEqualTo(200);
        }
        assertThat(command(id, "connectivity.commands:explode").status()).isEqualTo(400);
        assertThat(command("absent", "connectivity.commands:closeConnection").status())
                .isEqualTo(404);
    }

    private TwinHttp.Reply command(String connection, String command) {
        return operator.send("POST", "/connections/" + connection + "/command", command, "Content-Type", "text/plain");
    }
}
