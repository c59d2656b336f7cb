package io.celltwin.twin.client;

import io.celltwin.service.failure.Failures;
import io.celltwin.service.kafka.KafkaClientSettings;
import io.celltwin.twin.access.TwinAccess;
import io.celltwin.twin.access.TwinAccount;
import io.celltwin.twin.access.TwinCredentials;
import io.celltwin.twin.config.DittoConfig;
import io.celltwin.twin.config.DittoConfig.Changes;
import io.celltwin.twin.error.TwinException;
import io.celltwin.twin.session.ThingSearch;
import io.celltwin.twin.session.TwinConnection;
import io.celltwin.twin.subscription.ModelLookup;
import io.celltwin.twin.subscription.RunningSubscription;
import io.celltwin.twin.subscription.Subscription;
import io.celltwin.twin.subscription.SubscriptionMetrics;
import io.celltwin.twin.subscription.ThingEvent;
import io.celltwin.twin.subscription.ThingReader;
import io.celltwin.twin.subscription.ThingSnapshot;
import io.celltwin.twin.subscription.TwinListener;
import io.celltwin.twin.subscription.WebSocketSubscription;
import io.celltwin.twin.topic.TopicSettings;
import io.celltwin.twin.topic.TopicSubscription;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.headers.entitytag.EntityTagMatchers;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.Policy;
import org.eclipse.ditto.policies.model.signals.commands.modify.CreatePolicy;
import org.eclipse.ditto.things.model.Thing;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingNotCreatableException;
import org.eclipse.ditto.things.model.signals.commands.modify.CreateThing;
import org.eclipse.ditto.things.model.signals.commands.modify.MergeThing;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveThing;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveThingResponse;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveThings;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveThingsResponse;

/** {@link TwinClient} over the stock Ditto client: the Ditto protocol on a WebSocket, and HTTP for listing things. */
public final class DittoTwinClient implements TwinClient, ThingReader, TwinConnection.Observer {

    /** A merge at the root would make a thing that is not there, with a policy for this account alone. */
    private static final DittoHeaders ONLY_IF_THERE = DittoHeaders.newBuilder()
            .ifMatch(EntityTagMatchers.fromStrings("*"))
            .build();

    private static final JsonFieldSelector FIELDS = JsonFieldSelector.newInstance(
            "thingId", "policyId", "definition", "attributes", "features", "_revision", "_created", "_modified");
    /** The policy lets engineers change it, not the service that creates it. */
    private static final DittoHeaders CREATE =
            DittoHeaders.newBuilder().allowPolicyLockout(true).build();

    private final TwinAccount account;
    private final DittoConfig config;
    private final ModelLookup models;
    private final TwinConnection connection;
    private final ThingSearch index;
    private final SubscriptionMetrics subscriptionMetrics;
    private final MergeMetrics mergeMetrics;
    private final Semaphore mergesAllowed;
    private final TopicSettings topic;
    private final List<RunningSubscription> subscriptions = new CopyOnWriteArrayList<>();
    private final AtomicInteger subscriptionsMade = new AtomicInteger();
    private final Consumer<DittoTwinClient> onClose;

    public DittoTwinClient(
            TwinAccount account,
            DittoConfig config,
            TwinAccess access,
            ModelLookup models,
            MeterRegistry registry,
            KafkaClientSettings kafka,
            Consumer<DittoTwinClient> onClose) {
        this.account = account;
        this.config = config;
        this.models = models;
        this.topic = TopicSettings.of(config.topic(), account, kafka);
        if (config.changes() == Changes.KAFKA) {
            topic.check();
        }
        this.onClose = onClose;
        TwinCredentials credentials = access.credentials(account);
        this.connection = new TwinConnection(
                access,
                account,
                credentials,
                config.timeout(),
                config.maxReconnectPause(),
                config.changes() == Changes.WEBSOCKET,
                this);
        this.index = new ThingSearch(access, credentials, config.timeout());
        this.subscriptionMetrics = new SubscriptionMetrics(registry, account);
        this.mergeMetrics = new MergeMetrics(registry, account);
        this.mergesAllowed = new Semaphore(config.maxMergesInFlight());
        Gauge.builder("celltwin.twin.connected", this, client -> client.connected() ? 1 : 0)
                .description("1 while the connection to the twin service stands")
                .tag("account", account.username())
                .register(registry);
        Gauge.builder(
                        "celltwin.twin.events.waiting",
                        subscriptions,
                        all -> all.stream()
                                .mapToInt(RunningSubscription::waiting)
                                .sum())
                .description("Events that wait for a listener")
                .tag("account", account.username())
                .register(registry);
        Gauge.builder(
                        "celltwin.twin.settling.seconds",
                        subscriptions,
                        all -> all.stream()
                                .mapToDouble(
                                        subscription -> subscription.settling().toMillis() / 1000.0)
                                .max()
                                .orElse(0))
                .description("How long no change was taken because results are not stored")
                .tag("account", account.username())
                .register(registry);
    }

    public void start() {
        connection.start();
    }

    public TwinAccount account() {
        return account;
    }

    /** What keeps the connection from standing or a subscription from knowing everything; empty when nothing does. */
    public Optional<String> lacks() {
        return connected()
                ? subscriptions.stream()
                        .flatMap(subscription -> subscription.lacks().stream())
                        .findFirst()
                : Optional.of("not connected");
    }

    @Override
    public Subscription watch(TwinListener listener) {
        RunningSubscription subscription = subscription(account + "-" + subscriptionsMade.incrementAndGet(), listener);
        subscriptions.add(subscription);
        // Added first, so that a connection made at this moment is seen one way or the other; being told twice only
        // reads twice.
        if (connected()) {
            subscription.connected();
        }
        subscription.start();
        return () -> {
            subscriptions.remove(subscription);
            subscription.close();
        };
    }

    private RunningSubscription subscription(String name, TwinListener listener) {
        if (config.changes() == Changes.WEBSOCKET) {
            return new WebSocketSubscription(
                    name, listener, this, models, subscriptionMetrics, config.queueCapacity(), InstantSource.system());
        }
        if (!subscriptions.isEmpty()) {
            throw new IllegalStateException("two subscriptions of " + account + " would divide the things among them");
        }
        return new TopicSubscription(name, listener, this, models, subscriptionMetrics, topic, InstantSource.system());
    }

    @Override
    public CompletionStage<Void> merge(String thingId, JsonPointer path, JsonValue patch) {
        if (!mergesAllowed.tryAcquire()) {
            mergeMetrics.refused();
            return CompletableFuture.failedStage(new TwinException(
                    "merge into " + thingId + " refused: " + config.maxMergesInFlight() + " merges are under way"));
        }
        long begin = System.nanoTime();
        return ask(
                        "merge into " + thingId + path,
                        () -> MergeThing.of(
                                ThingId.of(thingId),
                                path,
                                patch,
                                path.isEmpty() ? ONLY_IF_THERE : DittoHeaders.empty()))
                .whenComplete((answer, failure) -> {
                    mergesAllowed.release();
                    if (failure == null) {
                        mergeMetrics.stored(System.nanoTime() - begin);
                    } else {
                        mergeMetrics.failed();
                    }
                })
                .thenApply(answer -> null);
    }

    @Override
    public CompletionStage<Optional<Thing>> read(String thingId) {
        return ask(
                        "reading " + thingId,
                        () -> RetrieveThing.getBuilder(ThingId.of(thingId), DittoHeaders.empty())
                                .withSelectedFields(FIELDS)
                                .build())
                .handle((answer, failure) -> {
                    if (failure == null) {
                        return Optional.of(((RetrieveThingResponse) answer).getThing());
                    }
                    if (hasStatus(failure, HttpStatus.NOT_FOUND)) {
                        return Optional.empty();
                    }
                    throw new CompletionException(Failures.unwrap(failure));
                });
    }

    @Override
    public CompletionStage<Void> create(Thing thing, Policy policy) {
        CompletionStage<Signal<?>> created = ask(
                "creating " + thing.getEntityId().map(Object::toString).orElse("a thing"),
                () -> CreateThing.of(thing, policy.toJson(), CREATE));
        return created.<Void>thenApply(answer -> null)
                .exceptionallyCompose(failure -> mayExist(failure)
                        ? existing(thing, policy, Failures.unwrap(failure))
                        : CompletableFuture.failedStage(Failures.unwrap(failure)));
    }

    /**
     * Whether a refusal to create a thing may mean that there is one: Ditto says so of the thing, or of the policy of the same
     * name, whichever it finds first.
     */
    private static boolean mayExist(Throwable failure) {
        return hasStatus(failure, HttpStatus.CONFLICT)
                || Failures.unwrap(failure).getCause() instanceof ThingNotCreatableException;
    }

    private CompletionStage<Void> existing(Thing thing, Policy policy, Throwable refusal) {
        String id = thing.getEntityId().orElseThrow().toString();
        return isThere(id)
                .thenCompose(there -> there ? CompletableFuture.completedStage(true) : complete(thing, policy, id))
                .thenCompose(there ->
                        there ? CompletableFuture.completedStage(null) : CompletableFuture.failedStage(refusal));
    }

    /**
     * Makes what is missing of a thing and its policy. A Ditto that could not finish a creation in time takes the policy back but may
     * keep the thing, which then nobody can read or create; and who deletes a thing leaves its policy. What is there is not touched.
     *
     * @return whether the thing is there now
     */
    private CompletionStage<Boolean> complete(Thing thing, Policy policy, String id) {
        Thing inItsPolicy = thing.setPolicyId(policy.getEntityId().orElseThrow());
        return ask("creating the policy of " + id, () -> CreatePolicy.of(policy, CREATE))
                .handle((answer, failure) -> null)
                .thenCompose(nothing ->
                        ask("creating " + id + " in its policy", () -> CreateThing.of(inItsPolicy, null, CREATE)))
                .handle((answer, failure) -> null)
                .thenCompose(nothing -> isThere(id));
    }

    private CompletionStage<Boolean> isThere(String id) {
        return read(id).thenApply(Optional::isPresent);
    }

    @Override
    public boolean connected() {
        return connection.session().isPresent();
    }

    @Override
    public void close() {
        subscriptions.forEach(RunningSubscription::close);
        subscriptions.clear();
        connection.close();
        onClose.accept(this);
    }

    @Override
    public Set<String> ids() {
        return index.ids();
    }

    @Override
    public List<ThingSnapshot> read(Collection<String> ids) {
        Signal<? extends Signal<?>> answer = await(ask(
                "reading things",
                () -> RetrieveThings.getBuilder(ids.stream().map(ThingId::of).toList())
                        .selectedFields(FIELDS)
                        .build()));
        return ((RetrieveThingsResponse) answer)
                .getThings().stream().map(ThingSnapshot::of).toList();
    }

    @Override
    public void accept(ThingEvent event) {
        subscriptions.forEach(subscription -> subscription.offer(event));
    }

    @Override
    public void sessionBegan() {
        subscriptions.forEach(RunningSubscription::connected);
    }

    @Override
    public void sessionEnded() {
        subscriptions.forEach(RunningSubscription::disconnected);
    }

    private CompletionStage<Signal<?>> ask(String what, Supplier<Signal<?>> command) {
        try {
            return connection
                    .session()
                    .map(session -> session.ask(command.get()))
                    .orElseThrow(() -> new TwinException("the twin service is not connected"))
                    .exceptionallyCompose(
                            failure -> CompletableFuture.failedStage(failed(what, Failures.unwrap(failure))));
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(failed(what, e));
        }
    }

    private <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(config.timeout().toMillis() * 2, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TwinException("interrupted while waiting for the twin service", e);
        } catch (TimeoutException e) {
            throw new TwinException("the twin service did not answer in time", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof TwinException failure ? failure : failed("request", e.getCause());
        }
    }

    private static TwinException failed(String what, Throwable failure) {
        return failure instanceof TimeoutException
                ? new TwinException(what + " failed: no answer in time", failure)
                : new TwinException(what + " failed: " + failure.getMessage(), failure);
    }

    private static boolean hasStatus(Throwable failure, HttpStatus status) {
        return Failures.unwrap(failure).getCause() instanceof DittoRuntimeException refusal
                && status.equals(refusal.getHttpStatus());
    }
}
