package io.celltwin.edge.connection.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.ConnectivityStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What connections expect of a transport, whichever it is. To test one, say how to reach its other end: a real broker or
 * server that the test can talk to, stop and start again.
 */
@Timeout(180)
public abstract class TransportContract {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final int LONGEST = 1_000;

    private final ConnectionLog log = new ConnectionLog();
    private final List<AutoCloseable> opened = new ArrayList<>();

    /** What is tested. */
    protected abstract Transport transport();

    /**
     * A connection with one source, read at least once, and one target. Each test gets fresh addresses.
     *
     * @param peer where the other end is
     */
    protected abstract Connection connection(Peer peer);

    /** The same with an address that this transport does not know what to do with. */
    protected abstract Connection wrongConnection(Peer peer);

    /** The other end, up and running. */
    protected abstract Peer peer();

    /** A message for the target of the connection. */
    protected abstract OutboundMessage outbound(Connection connection, Map<String, String> headers, String payload);

    /** A message that cannot be sent, for its address is wrong. */
    protected abstract OutboundMessage unsendable(Connection connection);

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : opened) {
            closeable.close();
        }
    }

    @Test
    void itIsFoundByTheTypeOfItsConnections() {
        assertThat(connection(peer()).getConnectionType() == transport().type()).isTrue();
        assertThat(new Transports(List.of(transport())).of(transport().type()))
                .isInstanceOf(transport().getClass());
    }

    @Test
    void aWrongAddressIsRefusedAsTheCallersMistake() {
        assertThatCode(() -> transport().check(connection(peer()), DittoHeaders.empty()))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> transport().check(wrongConnection(peer()), DittoHeaders.empty()))
                .isInstanceOfSatisfying(
                        DittoRuntimeException.class,
                        error -> assertThat(error.getHttpStatus()).isEqualTo(HttpStatus.BAD_REQUEST));
    }

    @Test
    void whatIsOnlyMadeDoesNothingAndCanBeClosed() throws Exception {
        Connection connection = connection(peer());
        Handler handler = new Handler();
        Handler witness = new Handler();
        Consumers made = consumers(connection, handler);
        Publisher publisher = transport().publisher(connection);

        peer().send(connection, Map.of(), "for the witness");
        made.close();
        publisher.close();
        opened(connection, witness);

        await().atMost(SOON).until(() -> witness.payloads().contains("for the witness"));
        assertThat(handler.payloads()).isEmpty();
    }

    @Test
    void messagesComeWithTheirHeadersInTheirOrder() {
        Connection connection = connection(peer());
        Handler handler = new Handler();
        IntStream.range(0, 50).forEach(i -> peer().send(connection, Map.of("Device-Id", "d" + i), "m" + i));

        opened(connection, handler);

        await().atMost(SOON).until(() -> handler.payloads().size() >= 50);
        assertThat(handler.payloads())
                .containsExactlyElementsOf(
                        IntStream.range(0, 50).mapToObj(i -> "m" + i).toList());
        InboundMessage last = handler.messages.get(49);
        assertThat(last.headers()).containsEntry("device-id", "d49");
        assertThat(connection.getSources().get(0).getAddresses()).contains(last.address());
    }

    @Test
    void whatTheTwinCouldNotExecuteIsGivenAgainAndNothingAfterItIsLost() {
        Connection connection = connection(peer());
        Handler handler = new Handler();
        handler.notYet = "m3";
        IntStream.range(0, 8).forEach(i -> peer().send(connection, Map.of(), "m" + i));

        opened(connection, handler);
        await().atMost(SOON).until(() -> handler.payloads().contains("m3"));
        handler.notYet = null;

        await().atMost(SOON).until(() -> handler.done.containsAll(List.of("m3", "m7")));
        assertThat(handler.done.subList(handler.done.lastIndexOf("m3"), handler.done.size()))
                .containsSubsequence("m3", "m4", "m5", "m6", "m7");
        assertThat(handler.done).contains("m0", "m1", "m2");
        assertThat(log.entries()).isNotEmpty();
    }

    @Test
    void aMessageThatIsTooLongIsToldAndDoneWith() {
        Connection connection = connection(peer());
        Handler handler = new Handler();
        peer().send(connection, Map.of(), "x".repeat(LONGEST + 1));
        peer().send(connection, Map.of(), "x".repeat(LONGEST));

        opened(connection, handler);

        await().atMost(SOON).until(() -> handler.payloads().size() == 1);
        assertThat(handler.tooLong).containsExactly(LONGEST);
        assertThat(handler.payloads()).containsExactly("x".repeat(LONGEST));
    }

    @Test
    void messagesLeaveWithTheirHeadersInTheirOrderAndEachOutcomeIsTold() throws Exception {
        Connection connection = connection(peer());
        Publisher publisher = opened(transport().publisher(connection));
        List<Optional<Exception>> outcomes = new CopyOnWriteArrayList<>();

        publisher.connect();
        for (int i = 0; i < 20; i++) {
            publisher.publish(outbound(connection, Map.of("content-type", "text/" + i), "m" + i), outcomes::add);
        }
        publisher.publish(unsendable(connection), outcomes::add);

        await().atMost(SOON).until(() -> outcomes.size() == 21);
        assertThat(outcomes.stream().filter(Optional::isPresent)).hasSize(1);
        List<Received> received = peer().receive(connection, 20);
        assertThat(received)
                .extracting(Received::payload)
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj(i -> "m" + i).toList());
        assertThat(received.get(19).headers()).containsEntry("content-type", "text/19");
        assertThat(publisher.state().status() == ConnectivityStatus.OPEN).isTrue();
    }

    @Test
    void anOtherEndThatIsAwayIsToldAndServedAgainWhenItIsBack() throws Exception {
        Connection connection = connection(peer());
        Handler handler = new Handler();
        Consumers consumers = opened(connection, handler);
        await().atMost(SOON).until(() -> all(consumers, ConnectivityStatus.OPEN));

        peer().stop();
        await().atMost(SOON).until(() -> all(consumers, ConnectivityStatus.FAILED));
        peer().start();

        await().atMost(SOON).until(() -> all(consumers, ConnectivityStatus.OPEN));
        peer().send(connection, Map.of(), "after");
        await().atMost(SOON).until(() -> handler.payloads().contains("after"));
    }

    @Test
    @Timeout(90)
    void closingDoesNotWaitForAnOtherEndThatIsAway() throws Exception {
        Connection connection = connection(peer());
        peer().stop();
        try {
            Consumers consumers = consumers(connection, new Handler());
            consumers.open();
            Publisher publisher = transport().publisher(connection);
            Thread connecting = new Thread(() -> {
                try {
                    publisher.connect();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            connecting.start();

            consumers.close();
            connecting.interrupt();
            connecting.join();
            publisher.close();
        } finally {
            peer().start();
        }
    }

    private static boolean all(Consumers consumers, ConnectivityStatus status) {
        return !consumers.states().isEmpty() && consumers.states().stream().allMatch(state -> state.status() == status);
    }

    private Consumers opened(Connection connection, InboundHandler handler) {
        Consumers consumers = opened(consumers(connection, handler));
        consumers.open();
        return consumers;
    }

    private Consumers consumers(Connection connection, InboundHandler handler) {
        return transport().consumers(connection, source -> handler, LONGEST, log);
    }

    private <T extends AutoCloseable> T opened(T closeable) {
        opened.add(closeable);
        return closeable;
    }

    /** The other end of connections. */
    public interface Peer {

        /** Sends a message to the source of a connection, after those before. */
        void send(Connection connection, Map<String, String> headers, String payload);

        /** The first messages that came to the target of a connection. */
        List<Received> receive(Connection connection, int count);

        /** It goes away. */
        void stop() throws Exception;

        /** It is back where it was. */
        void start() throws Exception;
    }

    /** A message that the other end got. */
    public record Received(Map<String, String> headers, String payload) {}

    private static final class Handler implements InboundHandler {
        private final List<InboundMessage> messages = new CopyOnWriteArrayList<>();
        private final List<String> done = new CopyOnWriteArrayList<>();
        private final List<Integer> tooLong = new CopyOnWriteArrayList<>();
        private volatile String notYet;

        List<String> payloads() {
            return messages.stream().map(InboundMessage::payload).toList();
        }

        @Override
        public CompletionStage<Boolean> execute(InboundMessage message) {
            messages.add(message);
            boolean isDone = !message.payload().equals(notYet);
            if (isDone) {
                done.add(message.payload());
            }
            return CompletableFuture.completedFuture(isDone);
        }

        @Override
        public void refuseTooLarge(String address, long limitBytes) {
            tooLong.add((int) limitBytes);
        }
    }
}
