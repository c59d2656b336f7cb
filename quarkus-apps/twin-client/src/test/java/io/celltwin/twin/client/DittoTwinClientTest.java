package io.celltwin.twin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.celltwin.model.ModelCatalog;
import io.celltwin.service.kafka.KafkaClientSettings;
import io.celltwin.twin.access.TwinAccess;
import io.celltwin.twin.access.TwinAccount;
import io.celltwin.twin.config.DittoConfig;
import io.celltwin.twin.error.TwinException;
import io.celltwin.twin.subscription.ModelLookup;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.policies.model.Policy;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.things.model.Thing;
import org.eclipse.ditto.things.model.ThingId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that answers exactly as Ditto does. */
class DittoTwinClientTest {

    private static final ThingId ID = ThingId.of("demo:batch-1");
    private static final Thing THING = Thing.newBuilder().setId(ID).build();
    private static final Policy POLICY = Policy.newBuilder(PolicyId.of(ID)).build();
    private static final String EXISTING =
            "{\"thingId\":\"demo:batch-1\",\"policyId\":\"demo:batch-1\",\"_revision\":3}";

    private DittoAnswers ditto;
    private DittoTwinClient client;

    @BeforeEach
    void start() throws Exception {
        ditto = new DittoAnswers();
        DittoConfig config = new SmallRyeConfigBuilder()
                .withMapping(DittoConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withDefaultValues(Map.of("celltwin.ditto.url", ditto.url().toString(), "celltwin.ditto.timeout", "1S"))
                .build()
                .getConfigMapping(DittoConfig.class);
        client = new DittoTwinClient(
                new TwinAccount("tester", "secret"),
                config,
                new TwinAccess(config),
                new ModelLookup(ModelCatalog.bundled(), InstantSource.system()),
                new SimpleMeterRegistry(),
                new KafkaClientSettings(Map.of()),
                closed -> {});
        client.start();
        await().until(client::connected);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        ditto.close();
    }

    @Test
    void noMergeMakesAThing() {
        ditto.withoutTheThing();
        JsonObject patch = JsonObject.of("{\"attributes\":{\"a\":1},\"features\":{\"b\":{\"properties\":{}}}}");

        for (JsonPointer path : List.of(JsonPointer.empty(), JsonPointer.of("/features"))) {
            assertThat(client.merge(ID.toString(), path, patch))
                    .as("at %s", path)
                    .failsWithin(10, TimeUnit.SECONDS)
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(TwinException.class)
                    .satisfies(failure -> assertThat(((TwinException) failure.getCause()).permanent())
                            .isTrue());
        }
        assertThat(ditto.hasTheThing()).isFalse();
    }

    @Test
    void aThingThatCannotBeCreatedBecauseItsPolicyExistsIsThereWhenItCanBeRead() throws Exception {
        ditto.refuse("create", DittoAnswers.NOT_CREATABLE).answer("retrieve", EXISTING);

        create();

        assertThat(ditto.received())
                .containsSubsequence(
                        "demo/batch-1/things/twin/commands/create", "demo/batch-1/things/twin/commands/retrieve");
    }

    @Test
    void aThingThatConflictsIsThereWhenItCanBeRead() throws Exception {
        ditto.refuse("create", DittoAnswers.CONFLICT).answer("retrieve", EXISTING);

        create();
    }

    @Test
    void aThingThatCannotBeCreatedAndNotBeReadIsRefusedForGood() {
        ditto.refuse("create", DittoAnswers.NOT_CREATABLE).refuse("retrieve", DittoAnswers.NOT_FOUND);

        assertThatThrownBy(this::create)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        TwinException.class,
                        refusal -> assertThat(refusal.permanent()).isTrue())
                .hasMessageContaining("creating demo:batch-1 failed")
                .hasMessageContaining("creation of its implicit Policy");
    }

    @Test
    void aThingThatHasLostItsPolicyGetsOne() throws Exception {
        ditto.withoutThePolicy(EXISTING);

        create();

        assertThat(ditto.received()).contains("demo/batch-1/policies/commands/create");
    }

    @Test
    void aThingThatWasDeletedIsMadeAnewInThePolicyThatStayed() throws Exception {
        ditto.withThePolicyAlone(EXISTING);

        create();
    }

    @Test
    void anotherRefusalIsNotTakenForAThingThatExists() {
        ditto.refuse(
                        "create",
                        "{\"status\":400,\"error\":\"things:id.invalid\",\"message\":\"Thing ID is not valid.\"}")
                .answer("retrieve", EXISTING);

        assertThatThrownBy(this::create).hasMessageContaining("not valid");
        assertThat(ditto.received()).noneMatch(topic -> topic.endsWith("/retrieve"));
    }

    @Test
    void theSignOfLifeIsNoCommandThatDittoWouldRefuse() {
        await().until(() ->
                ditto.received().stream().filter("STOP-SEND-MESSAGES"::equals).count() >= 2);

        assertThat(ditto.received()).noneMatch(message -> message.contains("/commands/"));
        assertThat(client.connected()).isTrue();
    }

    @Test
    void aServiceThatFallsSilentIsGivenUp() {
        ditto.fallSilent();

        await().until(() -> !client.connected());
    }

    private void create() throws Exception {
        client.create(THING, POLICY).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
