package io.celltwin.edge.connection.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.edge.connection.transport.InboundMessage;
import io.celltwin.edge.connection.transport.OutboundMessage;
import io.celltwin.edge.error.EdgeTwinException;
import io.celltwin.edge.protocol.DittoProtocol;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.ConnectivityModelFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.protocol.Adaptable;
import org.eclipse.ditto.things.model.ThingId;
import org.junit.jupiter.api.Test;

class PayloadMappersTest {
    private static final ThingId PUMP = ThingId.of("test:pump");

    private final DittoProtocol protocol = new DittoProtocol();
    private final PayloadMappers mappers =
            new PayloadMappers(List.of(new DittoPayloadMapper(protocol), new PairMapper(protocol)));

    @Test
    void theMapperCalledDittoIsTakenIfNoneIsNamed() {
        assertThat(mappers.of(ConnectivityModelFactory.emptyPayloadMapping()))
                .singleElement()
                .isInstanceOf(DittoPayloadMapper.class);
    }

    @Test
    void aMapperThatIsNotThereIsRefusedWithTheNamesOfThoseThatAre() {
        assertThatThrownBy(() -> mappers.of(ConnectivityModelFactory.newPayloadMapping("Ditto", "JavaScript")))
                .isInstanceOfSatisfying(EdgeTwinException.class, error -> {
                    assertThat(error.getHttpStatus()).isEqualTo(HttpStatus.NOT_IMPLEMENTED);
                    assertThat(error.getMessage()).contains("'Ditto', 'Pair'");
                });
    }

    @Test
    void mappersMakeAsManyCommandsAsTheyLikeInTheOrderInWhichTheyAreNamed() {
        Connection connection = connection();
        InboundMapping mapping =
                new InboundMapping("test", connection.getSources().get(0), protocol, mappers);

        List<Signal<?>> signals = mapping.toSignals(new InboundMessage("in", Map.of(), message(0)));

        assertThat(signals)
                .extracting(signal -> signal.getResourcePath().toString())
                .containsExactly("/attributes/n1", "/attributes/n2", "/attributes/n0");
    }

    @Test
    void mappersSendAsManyMessagesAsTheyLikeInTheOrderInWhichTheyAreNamed() {
        Connection connection = connection();
        OutboundMapping mapping = new OutboundMapping(
                connection.getTargets().get(0),
                mappers.of(connection.getTargets().get(0).getPayloadMapping()));

        List<OutboundMessage> messages = mapping.map(protocol.parse(message(0)), PUMP);

        assertThat(messages)
                .extracting(OutboundMessage::payload)
                .startsWith("first", "second")
                .hasSize(3);
        assertThat(messages)
                .extracting(message -> message.headers().get("content-type"))
                .containsExactly("text/plain", "text/plain", "application/vnd.eclipse.ditto+json");
        assertThat(messages).extracting(OutboundMessage::address).containsOnly("out/test:pump");
    }

    private static Connection connection() {
        return ConnectivityModelFactory.connectionFromJson(JsonObject.of("""
                {"id":"mapped","connectionType":"kafka","connectionStatus":"open","uri":"tcp://127.0.0.1:9092",
                 "sources":[{"addresses":["in"],"authorizationContext":["test:a"],"payloadMapping":["Pair","Ditto"]}],
                 "targets":[{"address":"out/{{ thing:id }}","authorizationContext":["test:a"],
                  "topics":["_/_/things/twin/events"],"payloadMapping":["Pair","Ditto"]}]}"""));
    }

    private static String message(int n) {
        return "{\"topic\":\"test/pump/things/twin/commands/modify\",\"path\":\"/attributes/n%d\",\"value\":1}"
                .formatted(n);
    }

    /** Makes two messages of each. */
    private record PairMapper(DittoProtocol protocol) implements PayloadMapper {

        @Override
        public String name() {
            return "Pair";
        }

        @Override
        public List<Adaptable> inbound(InboundMessage message) {
            return Arrays.asList(protocol.parse(message(1)), protocol.parse(message(2)));
        }

        @Override
        public List<Content> outbound(Adaptable message) {
            return List.of(new Content("text/plain", "first"), new Content("text/plain", "second"));
        }
    }
}
