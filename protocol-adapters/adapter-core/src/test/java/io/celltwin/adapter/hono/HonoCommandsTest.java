package io.celltwin.adapter.hono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.celltwin.adapter.commands.CommandAnswer;
import io.celltwin.adapter.commands.CommandHandler;
import io.celltwin.adapter.commands.CommandSource.Subscription;
import io.celltwin.adapter.commands.ReceivedCommand;
import io.celltwin.adapter.commands.TwinReport;
import io.celltwin.adapter.device.DeviceKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.eclipse.hono.adapter.MessagingClientProviders;
import org.eclipse.hono.client.ServerErrorException;
import org.eclipse.hono.client.command.Command;
import org.eclipse.hono.client.command.CommandContext;
import org.eclipse.hono.client.command.CommandResponse;
import org.eclipse.hono.client.command.CommandResponseSender;
import org.eclipse.hono.client.command.Commands;
import org.eclipse.hono.client.command.ProtocolAdapterCommandConsumer;
import org.eclipse.hono.client.command.ProtocolAdapterCommandConsumerFactory;
import org.eclipse.hono.client.registry.TenantClient;
import org.eclipse.hono.client.telemetry.EventSender;
import org.eclipse.hono.client.telemetry.TelemetrySender;
import org.eclipse.hono.client.util.MessagingClientProvider;
import org.eclipse.hono.util.MessagingType;
import org.eclipse.hono.util.TenantObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands as Hono's client library hands them over; the library itself is its own. */
class HonoCommandsTest {

    private static final DeviceKey DEVICE = new DeviceKey("demo", "demo:calender");
    private static final CommandAnswer ANSWER = new CommandAnswer(409, "{\"error\":\"running\"}");

    private final Vertx vertx = Vertx.vertx();
    private final HonoAdapter adapter = new HonoAdapter("celltwin-test");
    private final HonoCommands commands = new HonoCommands(vertx, adapter);
    private final List<Function<CommandContext, Future<Void>>> consumers = new CopyOnWriteArrayList<>();
    private final List<String> outcomes = new CopyOnWriteArrayList<>();
    private final List<CommandResponse> responses = new CopyOnWriteArrayList<>();
    private final List<ReceivedCommand> received = new CopyOnWriteArrayList<>();
    private final List<TwinReport> reports = new CopyOnWriteArrayList<>();
    private final AtomicInteger subscriptions = new AtomicInteger();
    private final CommandHandler handler = new Handler();
    private final AtomicInteger routerRefusals = new AtomicInteger();

    private String payload = "{}";

    @BeforeEach
    @SuppressWarnings("unchecked")
    void equip() {
        adapter.init(vertx, vertx.getOrCreateContext());
        adapter.setTenantClient(fake(
                TenantClient.class, (method, arguments) -> Future.succeededFuture(TenantObject.from("demo", true))));
        CommandResponseSender sender = fake(CommandResponseSender.class, (method, arguments) -> {
            if (method.equals("getMessagingType")) {
                return MessagingType.kafka;
            }
            responses.add((CommandResponse) arguments[2]);
            return Future.succeededFuture();
        });
        adapter.setMessagingClientProviders(new MessagingClientProviders(
                new MessagingClientProvider<TelemetrySender>().setClient(fake(TelemetrySender.class, onKafka())),
                new MessagingClientProvider<EventSender>().setClient(fake(EventSender.class, onKafka())),
                new MessagingClientProvider<CommandResponseSender>().setClient(sender)));
        adapter.setCommandConsumerFactory(fake(ProtocolAdapterCommandConsumerFactory.class, (method, arguments) -> {
            if (routerRefusals.getAndDecrement() > 0) {
                return Future.failedFuture(new ServerErrorException(503, "no router"));
            }
            assertThat(arguments[0]).isEqualTo("demo");
            assertThat(arguments[1]).isEqualTo("demo:calender");
            Function<CommandContext, Future<Void>> consumer = (Function<CommandContext, Future<Void>>) arguments[3];
            consumers.add(consumer);
            return Future.succeededFuture(fake(ProtocolAdapterCommandConsumer.class, (close, nothing) -> {
                consumers.remove(consumer);
                return Future.succeededFuture();
            }));
        }));
    }

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void aCommandIsHandedOnAndItsAnswerSentBack() {
        commands.subscribe(DEVICE, handler);
        await().until(() -> consumers.size() == 1);
        deliver(command(true, false));

        await().until(() -> outcomes.contains("accept"));
        assertThat(received).singleElement().satisfies(command -> {
            assertThat(command.name()).isEqualTo("write");
            assertThat(new String(command.payload(), StandardCharsets.UTF_8)).isEqualTo("{}");
        });
        assertThat(responses).singleElement().satisfies(response -> {
            assertThat(response.getStatus()).isEqualTo(409);
            assertThat(response.getDeviceId()).isEqualTo("demo:calender");
            assertThat(response.getPayload()).hasToString("{\"error\":\"running\"}");
            assertThat(response.getContentType()).isEqualTo("application/json");
        });
    }

    /** As Ditto's connection writes a message to a thing, and wants its answer. */
    @Test
    void aMessageToTheTwinIsUnwrappedAndAnsweredInItsOwnForm() {
        payload = """
                {"topic":"demo/calender/things/live/messages/write","path":"/inbox/messages/write",
                 "headers":{"correlation-id":"c1","content-type":"application/json","ditto-originator":"celltwin:ada"},
                 "value":{"property":"/features/x/properties/y","value":1}}""";
        commands.subscribe(DEVICE, handler);
        await().until(() -> consumers.size() == 1);
        deliver(command(true, false));
        await().until(() -> outcomes.contains("accept"));
        assertThat(received).singleElement().satisfies(command -> {
            assertThat(new JsonObject(new String(command.payload(), StandardCharsets.UTF_8)))
                    .isEqualTo(new JsonObject("{\"property\":\"/features/x/properties/y\",\"value\":1}"));
            assertThat(command.originator()).contains("celltwin:ada");
        });
        assertThat(responses).singleElement().satisfies(response -> {
            assertThat(response.getContentType()).isEqualTo("application/vnd.eclipse.ditto+json");
            JsonObject sent = response.getPayload().toJsonObject();
            assertThat(sent.getString("topic")).isEqualTo("demo/calender/things/live/messages/write");
            assertThat(sent.getString("path")).isEqualTo("/inbox/messages/write");
            assertThat(sent.getInteger("status")).isEqualTo(409);
            assertThat(sent.getJsonObject("headers").getString("correlation-id"))
                    .isEqualTo("c1");
            assertThat(sent.getJsonObject("value").getString("error")).isEqualTo("running");
        });
    }

    /** As Ditto's connection writes an event of a twin. */
    @Test
    void whatTheTwinTellsIsHandedOnAsThat() {
        payload = """
                {"topic":"demo/calender/things/twin/events/modified","path":"/features/x/desiredProperties/y","value":1,
                 "revision":7,"timestamp":"2026-05-01T12:00:00Z","headers":{"ditto-originator":"celltwin:ada"}}""";
        commands.subscribe(DEVICE, handler);
        await().until(() -> consumers.size() == 1);
        deliver(command(true, true));
        await().until(() -> outcomes.contains("accept"));
        assertThat(received).isEmpty();
        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.kind()).isEqualTo(TwinReport.Kind.REPLACED);
            assertThat(report.path()).containsExactly("features", "x", "desiredProperties", "y");
            assertThat(report.revision()).isEqualTo(7);
            assertThat(report.originator()).contains("celltwin:ada");
        });
    }

    /** Whoever may send messages to a device cannot say what the twin service says. */
    @Test
    void aMessageThatLooksLikeAnEventIsAMessage() {
        payload = """
                {"topic":"demo/calender/things/live/messages/twin-modified","path":"/inbox/messages/twin-modified","headers":{},
                 "value":{"topic":"demo/calender/things/twin/events/modified","path":"/features/x/desiredProperties/y","value":1}}""";
        commands.subscribe(DEVICE, handler);
        await().until(() -> consumers.size() == 1);
        deliver(command(true, false));
        await().until(() -> outcomes.contains("accept"));
        assertThat(reports).isEmpty();
        assertThat(received).hasSize(1);
    }

    @Test
    void itIsToldWhenCommandsCome() {
        routerRefusals.set(1);
        commands.subscribe(DEVICE, handler);
        await().until(() -> consumers.size() == 1);
        await().until(() -> subscriptions.get() == 1);
    }

    @Test
    void aCommandThatWantsNoAnswerGetsNone() {
        commands.subscribe(DEVICE, handler);
        await().until(() -> consumers.size() == 1);
        deliver(command(true, true));
        await().until(() -> outcomes.contains("accept"));
        assertThat(responses).isEmpty();
    }

    @Test
    void aCommandThatMakesNoSenseIsRejected() {
        commands.subscribe(DEVICE, handler);
        await().until(() -> consumers.size() == 1);
        deliver(command(false, false));
        await().until(() -> outcomes.contains("reject"));
        assertThat(received).isEmpty();
    }

    @Test
    void theRouterIsToldAgainUntilItListens() {
        routerRefusals.set(2);
        commands.subscribe(DEVICE, handler);
        await().until(() -> consumers.size() == 1);
    }

    @Test
    void noCommandsComeOnceTheSubscriptionIsCancelled() {
        Subscription subscription = commands.subscribe(DEVICE, handler);
        await().until(() -> consumers.size() == 1);
        Function<CommandContext, Future<Void>> consumer = consumers.get(0);
        subscription.cancel();
        subscription.cancel();
        await().until(consumers::isEmpty);
        Future<Void> handled = consumer.apply(context(command(true, false)));
        await().until(() -> outcomes.contains("reject") && handled.isComplete());
        assertThat(received).isEmpty();
    }

    private final class Handler implements CommandHandler {

        @Override
        public void subscribed() {
            subscriptions.incrementAndGet();
        }

        @Override
        public CompletionStage<CommandAnswer> command(ReceivedCommand command) {
            received.add(command);
            return CompletableFuture.completedFuture(ANSWER);
        }

        @Override
        public void twinReported(TwinReport report) {
            reports.add(report);
        }
    }

    @SuppressWarnings("ReturnValueIgnored")
    private void deliver(Command command) {
        vertx.runOnContext(go -> consumers.get(0).apply(context(command)));
    }

    private CommandContext context(Command command) {
        return fake(CommandContext.class, (method, arguments) -> {
            if (method.equals("getCommand")) {
                return command;
            }
            outcomes.add(method);
            return null;
        });
    }

    private Command command(boolean valid, boolean oneWay) {
        Map<String, Object> properties = Map.of(
                "isValid",
                valid,
                "isOneWay",
                oneWay,
                "getInvalidCommandReason",
                "no name",
                "getTenant",
                "demo",
                "getDeviceId",
                "demo:calender",
                "getName",
                "write",
                "getRequestId",
                Commands.encodeRequestIdParameters("correlation", "reply", "demo:calender", MessagingType.kafka),
                "getPayload",
                Buffer.buffer(payload),
                "getMessagingType",
                MessagingType.kafka);
        return fake(Command.class, (method, arguments) -> properties.get(method));
    }

    private static Behaviour onKafka() {
        return (method, arguments) -> method.equals("getMessagingType") ? MessagingType.kafka : null;
    }

    /** What a fake does when it is called. */
    private interface Behaviour {

        Object call(String method, Object[] arguments);
    }

    private static <T> T fake(Class<T> type, Behaviour behaviour) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> behaviour.call(method.getName(), arguments)));
    }
}
