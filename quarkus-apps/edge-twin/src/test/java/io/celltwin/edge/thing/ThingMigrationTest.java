package io.celltwin.edge.thing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.celltwin.edge.access.CreationRules;
import io.celltwin.edge.access.PolicyEnforcerCache;
import io.celltwin.edge.command.CommandExecutor;
import io.celltwin.edge.entity.ChangeAction;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.event.Topics;
import io.celltwin.edge.policy.SubjectTimes;
import io.celltwin.edge.precondition.SizeLimits;
import io.celltwin.edge.result.CommandResult;
import io.celltwin.edge.state.Transaction;
import io.celltwin.edge.wot.ThingSkeletons;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.ditto.base.model.auth.AuthorizationModelFactory;
import org.eclipse.ditto.base.model.auth.DittoAuthorizationContextType;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.ThingsModelFactory;
import org.eclipse.ditto.things.model.signals.commands.modify.CreateThing;
import org.eclipse.ditto.things.model.signals.commands.modify.MigrateThingDefinition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A thing takes another definition, what that says and what the payload says. */
class ThingMigrationTest {
    private static final ThingId ID = ThingId.of("plant:lamp");
    private static final String URL = "https://models.test/lamp.tm.jsonld";
    private static final Map<String, String> MODELS =
            Map.of(URL, """
                {"links": [{"rel": "tm:submodel", "href": "dimmer.tm.jsonld", "instanceName": "dimmer"}],
                 "properties": {"on": {"default": false}, "hours": {"type": "integer"}}}""", "https://models.test/dimmer.tm.jsonld", "{\"properties\": {\"level\": {\"default\": 7}}}");

    private final ThingSkeletons skeletons = new ThingSkeletons(url -> JsonObject.of(MODELS.get(url)));
    private final CommandExecutor executor = new CommandExecutor(
            new PolicyEnforcerCache(Clock.systemUTC()),
            new SizeLimits(100_000, 100_000),
            CreationRules.EVERYBODY,
            new SubjectTimes(Duration.ofHours(1), Duration.ofMinutes(1)),
            skeletons);
    private final Transaction state = new Transaction(key -> Optional.empty(), Clock.systemUTC());

    @BeforeEach
    void create() {
        executor.execute(CreateThing.of(ThingsModelFactory.newThing("""
                                {"thingId": "plant:lamp", "attributes": {"on": true, "watt": 40, "old": {"a": [1, 2]}}}"""), null, headers("ditto:anna")), state);
    }

    @Test
    void itGetsTheDefinitionsAndWhatItDoesNotHave() {
        CommandResult answer = migrate("{\"initializeMissingPropertiesFromDefaults\":true}", false);

        JsonObject patch = JsonObject.of("""
                {"definition": "https://models.test/lamp.tm.jsonld", "attributes": {"hours": 0},
                 "features": {"dimmer": {"definition": ["https://models.test/dimmer.tm.jsonld"], "properties": {"level": 7}}}}""");
        assertThat(answer.status()).isEqualTo(HttpStatus.OK);
        assertThat(answer.topic().getPath()).isEqualTo("plant/lamp/things/twin/commands/migrate");
        assertThat(answer.value())
                .contains(JsonFactory.newObjectBuilder()
                        .set("thingId", "plant:lamp")
                        .set("patch", patch)
                        .set("mergeStatus", "APPLIED")
                        .build());
        assertThat(thing().json().getValue("attributes"))
                .as("what was there stays")
                .contains(JsonObject.of("{\"on\":true,\"watt\":40,\"old\":{\"a\":[1,2]},\"hours\":0}"));
        assertThat(thing().json()
                        .getValue("features/dimmer/properties/level")
                        .orElseThrow()
                        .asInt())
                .isEqualTo(7);
        assertThat(thing().revision()).isEqualTo(2);
    }

    @Test
    void itsEventIsOfItsOwnKind() {
        migrate("{}", false);

        assertThat(state.events()).last().satisfies(event -> {
            assertThat(event.change().action()).isEqualTo(ChangeAction.MIGRATED);
            assertThat(Topics.event(event.change()).getPath()).isEqualTo("plant/lamp/things/twin/events/migrated");
        });
    }

    @Test
    void aDryRunTellsWhatWouldBeAndChangesNothing() {
        CommandResult answer = migrate("{\"migrationPayload\":{\"attributes\":{\"watt\":60}}}", true);

        assertThat(answer.status()).isEqualTo(HttpStatus.ACCEPTED);
        assertThat(answer.value().orElseThrow().asObject().getValue("patch")).contains(JsonObject.of("""
                {"definition": "https://models.test/lamp.tm.jsonld", "attributes": {"watt": 60},
                 "features": {"dimmer": {"definition": ["https://models.test/dimmer.tm.jsonld"]}}}"""));
        assertThat(thing().revision()).isEqualTo(1);
    }

    @Test
    void placeholdersBecomeValuesOfTheThingAndNullsRemove() {
        migrate("""
                {"migrationPayload": {"attributes": {
                  "power": {"watt": "{{ thing-json:attributes/watt }}", "text": "{{ thing-json:attributes/watt }} W"},
                  "list": "${ thing-json:attributes/old/a }", "old": null}}}""", false);

        assertThat(thing().json().getValue("attributes")).contains(JsonObject.of("""
                {"on": true, "watt": 40, "power": {"watt": 40, "text": "40 W"}, "list": [1, 2]}"""));
    }

    @Test
    void aPartWhoseConditionIsNotFulfilledIsLeftOut() {
        migrate("""
                {"migrationPayload": {"attributes": {"watt": 60, "x": {"y": 1}}},
                 "patchConditions": {"thing:/attributes/watt": "gt(attributes/watt,30)",
                                     "thing:/attributes/x/y": "eq(attributes/on,false)"}}""", false);

        assertThat(thing().json().getValue("attributes"))
                .contains(JsonObject.of("{\"on\":true,\"watt\":60,\"old\":{\"a\":[1,2]}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://models.test/lamp.tm.jsonld   | {{ thing-json:attributes/gone }} | placeholder:unresolved",
                "https://models.test/gone.tm.jsonld   | x                                | wot:tm.invalid",
                "ns:lamp:1.0                          | x                                | wot:skeleton.generation.failed",
                "nothing                              | x                                | things:definition.identifier.invalid"
            })
    void whatCannotBeMigratedIsRefused(String definition, String text, String error) {
        JsonObject json = JsonFactory.newObjectBuilder()
                .set("thingDefinitionUrl", definition)
                .set("migrationPayload", JsonObject.of("{\"attributes\":{\"a\":\"%s\"}}".formatted(text)))
                .build();

        assertThat(catchThrowableOfType(DittoRuntimeException.class, () -> execute(json, headers("ditto:anna")))
                        .getErrorCode())
                .isEqualTo(error);
        assertThat(thing().revision()).isEqualTo(1);
    }

    @Test
    void whoMayNotWriteTheWholeThingMayNotMigrateIt() {
        JsonObject json =
                JsonFactory.newObjectBuilder().set("thingDefinitionUrl", URL).build();

        assertThat(catchThrowableOfType(DittoRuntimeException.class, () -> execute(json, headers("ditto:paul")))
                        .getErrorCode())
                .isEqualTo("things:thing.notmodifiable");
    }

    private CommandResult migrate(String json, boolean dryRun) {
        DittoHeaders headers = headers("ditto:anna").toBuilder()
                .putHeader("dry-run", Boolean.toString(dryRun))
                .build();
        return execute(JsonObject.of(json).setValue("thingDefinitionUrl", URL), headers);
    }

    private CommandResult execute(JsonObject json, DittoHeaders headers) {
        MigrateThingDefinition command =
                MigrateThingDefinition.fromJson(json.setValue("thingId", ID.toString()), headers);
        skeletons.prepare(command.getThingDefinitionUrl()).toCompletableFuture().join();
        return executor.execute(command, state);
    }

    private Entity thing() {
        return state.alive(EntityKey.of(ID)).orElseThrow();
    }

    private static DittoHeaders headers(String who) {
        return DittoHeaders.newBuilder()
                .authorizationContext(AuthorizationModelFactory.newAuthContext(
                        DittoAuthorizationContextType.JWT, AuthorizationModelFactory.newAuthSubject(who)))
                .build();
    }
}
