package io.celltwin.edge.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an app and a device may expect of a twin service's live channel. It holds for Eclipse Ditto as well. */
public abstract class LiveChannelContract {
    private TwinHttp owner;
    private TwinHttp other;
    private TwinSocket device;
    private String id;

    /** Where the service is. */
    protected abstract URI url();

    /** Somebody who may create things. */
    protected abstract Account ownerAccount();

    /** Somebody else. */
    protected abstract Account otherAccount();

    @BeforeEach
    void connect() {
        owner = new TwinHttp(url(), ownerAccount());
        other = new TwinHttp(url(), otherAccount());
        id = "live:" + UUID.randomUUID();
        owner.put("/things/" + id, """
                {"attributes":{"a":1,"secret":2},"_policy":{"entries":{
                  "owner":{"subjects":{"%s":{"type":"t"}},"resources":{
                    "thing:/":{"grant":["READ","WRITE"],"revoke":[]},
                    "message:/":{"grant":["READ","WRITE"],"revoke":[]},
                    "policy:/":{"grant":["READ","WRITE"],"revoke":[]}}},
                  "other":{"subjects":{"%s":{"type":"t"}},"resources":{
                    "thing:/attributes/a":{"grant":["READ"],"revoke":[]}}}}}}""".formatted(
                        ownerAccount().subject(), otherAccount().subject()));
        device = new TwinSocket(url(), ownerAccount());
    }

    @AfterEach
    void disconnect() {
        device.close();
        owner.delete("/things/" + id);
        owner.delete("/policies/" + id);
    }

    private String topic(String rest) {
        return id.replace(':', '/') + "/things/live/" + rest;
    }

    private void respond(JsonObject command, int status, String path, String value) {
        device.send("{\"topic\":\"%s\",\"path\":\"%s\",\"status\":%d,\"value\":%s,\"headers\":%s}"
                .formatted(
                        TwinSocket.topic(command),
                        path,
                        status,
                        value,
                        command.getValue("headers").orElseThrow()));
    }

    @Test
    void aLiveQueryIsAnsweredByTheDeviceInThePartThatTheAskerMayRead() throws Exception {
        device.control("START-SEND-LIVE-COMMANDS");
        CompletableFuture<TwinHttp.Reply> reply =
                CompletableFuture.supplyAsync(() -> other.get("/things/" + id + "/attributes?channel=live"));

        JsonObject command = device.receive();
        assertThat(TwinSocket.topic(command)).isEqualTo(topic("commands/retrieve"));
        respond(command, 200, "/attributes", "{\"a\":7,\"secret\":8}");

        assertThat(reply.get().status()).isEqualTo(200);
        assertThat(reply.get().object()).isEqualTo(JsonObject.of("{\"a\":7}"));
        assertThat(reply.get().header("channel")).isEqualTo("live");
    }

    @Test
    void ofAWholeThingItsIdIsShownToWhoSeesAPart() throws Exception {
        device.control("START-SEND-LIVE-COMMANDS");
        CompletableFuture<TwinHttp.Reply> reply =
                CompletableFuture.supplyAsync(() -> other.get("/things/" + id + "?channel=live"));

        respond(device.receive(), 200, "/", "{\"thingId\":\"%s\",\"attributes\":{\"a\":7,\"secret\":8}}".formatted(id));

        assertThat(reply.get().object())
                .isEqualTo(JsonObject.of("{\"thingId\":\"%s\",\"attributes\":{\"a\":7}}".formatted(id)));
    }

    @Test
    void aLiveWriteReachesTheDeviceAndNotTheTwin() throws Exception {
        device.control("START-SEND-LIVE-COMMANDS");
        CompletableFuture<TwinHttp.Reply> reply =
                CompletableFuture.supplyAsync(() -> owner.put("/things/" + id + "/attributes/a?channel=live", "7"));

        JsonObject command = device.receive();
        assertThat(TwinSocket.topic(command)).isEqualTo(topic("commands/modify"));
        assertThat(command.getValue("value")).contains(JsonValue.of(7));
        device.send("{\"topic\":\"%s\",\"path\":\"/attributes/a\",\"status\":204,\"headers\":%s}"
                .formatted(
                        TwinSocket.topic(command), command.getValue("headers").orElseThrow()));

        assertThat(reply.get().status()).isEqualTo(204);
        assertThat(owner.get("/things/" + id + "/attributes/a").json()).isEqualTo(JsonValue.of(1));
    }

    @Test
    void anErrorOfTheDeviceIsTold() throws Exception {
        device.control("START-SEND-LIVE-COMMANDS");
        CompletableFuture<TwinHttp.Reply> reply =
                CompletableFuture.supplyAsync(() -> owner.put("/things/" + id + "/attributes/a?channel=live", "7"));

        JsonObject command = device.receive();
        device.send("""
                {"topic":"%s","path":"/","status":429,"headers":%s,
                 "value":{"status":429,"error":"device:busy","message":"The device is busy."}}""".formatted(topic("errors"), command.getValue("headers").orElseThrow()));

        assertThat(reply.get().status()).isEqualTo(429);
        assertThat(reply.get().error()).isEqualTo("device:busy");
    }

    @Test
    void aResponseThatDoesNotFitIsNone() throws Exception {
        device.control("START-SEND-LIVE-COMMANDS");
        CompletableFuture<TwinHttp.Reply> reply = CompletableFuture.supplyAsync(
                () -> owner.get("/things/" + id + "/attributes/a?channel=live&timeout=500ms"));

        respond(device.receive(), 200, "/attributes", "{\"a\":7}");

        assertThat(reply.get().status()).isEqualTo(408);
        assertThat(reply.get().text()).contains("An invalid response was received");
    }

    @Test
    void whoMayNotWriteDoesNotReachTheDevice() throws Exception {
        device.control("START-SEND-LIVE-COMMANDS");

        assertThat(other.put("/things/" + id + "/attributes/a?channel=live", "7")
                        .status())
                .isEqualTo(403);
        assertThat(other.get("/things/" + id + "/attributes/secret?channel=live")
                        .status())
                .isEqualTo(404);
        assertThat(device.isSilent()).isTrue();
    }

    @Test
    void aDeviceIsToldToCreateTheThingThatItIsOverTheWebSocketAlone() throws Exception {
        device.control("START-SEND-LIVE-COMMANDS");
        try (TwinSocket app = new TwinSocket(url(), ownerAccount())) {
            app.send("{\"topic\":\"%s\",\"path\":\"/\",\"value\":{\"thingId\":\"%s\"}}"
                    .formatted(topic("commands/create"), id));

            assertThat(TwinSocket.topic(device.receive())).isEqualTo(topic("commands/create"));
        }
    }

    @Test
    void aThingIsNotCreatedByTheLiveChannel() {
        assertThat(owner.post("/things?channel=live", "{}").error()).isEqualTo("things:thing.notcreatable");
    }

    @Test
    void aLiveEventReachesWhoMayReadItsPart() throws Exception {
        try (TwinSocket app = new TwinSocket(url(), otherAccount());
                TwinSocket whole = new TwinSocket(url(), ownerAccount())) {
            app.control("START-SEND-LIVE-EVENTS");
            whole.control("START-SEND-LIVE-EVENTS?filter=eq(attributes/a,7)&extraFields=attributes/secret");
            for (String path : new String[] {"/attributes/secret", "/attributes/a"}) {
                device.send("{\"topic\":\"%s\",\"path\":\"%s\",\"value\":7,\"revision\":1}"
                        .formatted(topic("events/modified"), path));
            }

            JsonObject event = app.receive();
            assertThat(event.getValue("path")).contains(JsonValue.of("/attributes/a"));
            assertThat(event.getValue("value")).contains(JsonValue.of(7));
            JsonObject filtered = whole.receive();
            assertThat(filtered.getValue("path")).contains(JsonValue.of("/attributes/a"));
            assertThat(filtered.getValue("extra")).contains(JsonFactory.readFrom("{\"attributes\":{\"secret\":2}}"));
            assertThat(owner.get("/things/" + id + "/attributes/a").json()).isEqualTo(JsonValue.of(1));
        }
    }

    @Test
    void messagesAreFilteredAndShownWithTheFieldsThatAreWanted() throws Exception {
        device.control("START-SEND-MESSAGES?filter=eq(topic:subject,'b')&extraFields=attributes/a");

        owner.post("/things/" + id + "/inbox/messages/a", "1", "timeout", "0");
        owner.post("/things/" + id + "/inbox/messages/b", "2", "timeout", "0");

        JsonObject message = device.receive();
        assertThat(TwinSocket.topic(message)).isEqualTo(topic("messages/b"));
        assertThat(message.getValue("extra")).contains(JsonFactory.readFrom("{\"attributes\":{\"a\":1}}"));
    }

    @Test
    void aQueryWhoseConditionHoldsGoesToTheDevice() throws Exception {
        device.control("START-SEND-LIVE-COMMANDS");
        String condition = "live-channel-condition=" + encoded("eq(attributes/a,1)");
        CompletableFuture<TwinHttp.Reply> reply =
                CompletableFuture.supplyAsync(() -> owner.get("/things/" + id + "/attributes/a?" + condition));

        respond(device.receive(), 200, "/attributes/a", "7");

        assertThat(reply.get().json()).isEqualTo(JsonValue.of(7));
        assertThat(reply.get().header("live-channel-condition-matched")).isEqualTo("true");
        assertThat(reply.get().header("channel")).isEqualTo("live");
    }

    @Test
    void aQueryWhoseConditionDoesNotHoldIsAnsweredByTheTwin() throws Exception {
        device.control("START-SEND-LIVE-COMMANDS");

        TwinHttp.Reply reply =
                owner.get("/things/" + id + "/attributes/a?live-channel-condition=" + encoded("eq(attributes/a,2)"));

        assertThat(reply.json()).isEqualTo(JsonValue.of(1));
        assertThat(reply.header("live-channel-condition-matched")).isEqualTo("false");
        assertThat(reply.header("channel")).isEqualTo("twin");
        assertThat(device.isSilent()).isTrue();
    }

    @Test
    void aConditionOnWhatTheAskerMayNotReadIsRefused() throws Exception {
        device.control("START-SEND-LIVE-COMMANDS");

        assertThat(other.get("/things/" + id + "/attributes/a?live-channel-condition="
                                + encoded("eq(attributes/secret,2)"))
                        .status())
                .isEqualTo(412);
        assertThat(device.isSilent()).isTrue();
    }

    @Test
    void aQueryReachesADeviceThatMayReadItsPlaceThoughNotAllBelowIt() throws Exception {
        owner.put(
                "/policies/" + id + "/entries/other/resources",
                "{\"thing:/\":{\"grant\":[\"READ\",\"WRITE\"],\"revoke\":[]},"
                        + "\"thing:/attributes/secret\":{\"grant\":[],\"revoke\":[\"READ\"]}}");
        try (TwinSocket partly = new TwinSocket(url(), otherAccount())) {
            partly.control("START-SEND-LIVE-COMMANDS");
            CompletableFuture<TwinHttp.Reply> reply = CompletableFuture.supplyAsync(
                    () -> owner.get("/things/" + id + "/attributes?channel=live&timeout=200ms"));

            assertThat(TwinSocket.topic(partly.receive())).isEqualTo(topic("commands/retrieve"));
            assertThat(reply.get().status()).as("it does not answer").isEqualTo(408);
        }
    }

    @Test
    void aDeviceThatDoesNotAnswerIsReplacedByItsTwinIfThatIsAllowed() {
        String live = "/things/" + id + "/attributes/a?timeout=200ms&live-channel-condition="
                + encoded("exists(attributes/a)");

        TwinHttp.Reply failed = owner.get(live + "&live-channel-timeout-strategy=fail");
        TwinHttp.Reply replaced = owner.get(live + "&live-channel-timeout-strategy=use-twin");
        TwinHttp.Reply asked = owner.get("/things/" + id + "/attributes/a?timeout=200ms&channel=live"
                + "&live-channel-timeout-strategy=use-twin");

        assertThat(failed.status()).isEqualTo(408);
        assertThat(failed.header("channel")).isEqualTo("live");
        assertThat(replaced.json()).isEqualTo(JsonValue.of(1));
        assertThat(replaced.header("channel")).isEqualTo("twin");
        assertThat(replaced.header("live-channel-condition-matched")).isEqualTo("true");
        assertThat(asked.json()).isEqualTo(JsonValue.of(1));
    }

    @Test
    void aWriteHasNoLiveChannelCondition() {
        assertThat(owner.put(
                                "/things/" + id + "/attributes/a?live-channel-condition="
                                        + encoded("exists(attributes/a)"),
                                "1")
                        .error())
                .isEqualTo("things:live.channelcondition.notallowed");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
