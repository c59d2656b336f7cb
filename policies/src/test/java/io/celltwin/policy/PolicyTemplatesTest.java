package io.celltwin.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ModelProperty;
import io.celltwin.model.ThingModel;
import java.util.List;
import java.util.Map;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.auth.AuthorizationModelFactory;
import org.eclipse.ditto.base.model.auth.AuthorizationSubject;
import org.eclipse.ditto.base.model.auth.DittoAuthorizationContextType;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.policies.model.Permissions;
import org.eclipse.ditto.policies.model.PoliciesResourceType;
import org.eclipse.ditto.policies.model.Policy;
import org.eclipse.ditto.policies.model.ResourceKey;
import org.eclipse.ditto.policies.model.enforcers.Enforcer;
import org.eclipse.ditto.policies.model.enforcers.PolicyEnforcers;
import org.junit.jupiter.api.Test;

/** Asks Ditto's own enforcer what the policies allow. */
class PolicyTemplatesTest {

    private static final ModelCatalog CATALOG = ModelCatalog.bundled();

    private static final AuthorizationContext ENGINEER = as("celltwin:ada", "celltwin:role:engineer");
    private static final AuthorizationContext PARTNER = as("celltwin:acme", "celltwin:role:partner");
    private static final AuthorizationContext ADAPTER = as("integration:hono");
    private static final AuthorizationContext HEALTH = as("celltwin:battery-health");
    private static final AuthorizationContext MAINTENANCE = as("celltwin:predictive-maintenance");
    private static final AuthorizationContext RECORDS = as("celltwin:lifecycle-records");
    private static final AuthorizationContext PLANT = as("celltwin:plant-system");
    private static final AuthorizationContext STREAM = as("integration:celltwin-apps");

    private final Enforcer coater = enforcer("demo:coater-1", "electrode-coater-1.0.0");
    private final Enforcer pack = enforcer("demo:pack-1", "battery-pack-1.0.0");
    private final Enforcer batch = enforcer("demo:batch-1", "cell-batch-1.0.0");

    @Test
    void anEngineerMayReadEverythingAndChangeThePolicy() {
        assertThat(coater.hasUnrestrictedPermissions(ResourceKey.newInstance("thing:/"), ENGINEER, "READ"))
                .isTrue();
        for (String root : List.of("policy:/", "message:/")) {
            assertThat(coater.hasUnrestrictedPermissions(ResourceKey.newInstance(root), ENGINEER, "READ", "WRITE"))
                    .isTrue();
        }
    }

    @Test
    void anEngineerWritesWhatIsSetAndWhatPeopleSay() {
        for (String path : List.of(
                "/attributes/location",
                "/definition",
                "/features/web/desiredProperties/lineSpeedSetpoint",
                "/features/alarms/properties/active/webBreak/acknowledged",
                "/features/maintenance")) {
            assertThat(allows(coater, ENGINEER, path, "WRITE")).as(path).isTrue();
        }
    }

    @Test
    void nobodyButTheAdapterWritesWhatADeviceMeasures() {
        for (ThingModel model : CATALOG.all()) {
            Enforcer enforcer = enforcer("demo:thing-1", model.name());
            for (ModelProperty property : model.properties()) {
                if (property.forms().isEmpty()) {
                    continue;
                }
                String path = property.twinPath();
                assertThat(allows(enforcer, ADAPTER, path, "WRITE")).as(path).isTrue();
                for (AuthorizationContext other : List.of(ENGINEER, HEALTH, MAINTENANCE, RECORDS, PLANT, STREAM)) {
                    assertThat(allows(enforcer, other, path, "WRITE")).as(path).isFalse();
                }
            }
        }
        for (String path : List.of(
                "/features/web/properties/observedAt",
                "/features/web/properties/quality/lineSpeed",
                "/features/web/properties/sourceTimes/lineSpeed",
                "/features/web",
                "/features/connection/properties/status",
                "/")) {
            assertThat(allows(coater, ENGINEER, path, "WRITE")).as(path).isFalse();
            assertThat(allows(coater, ADAPTER, path, "WRITE")).as(path).isTrue();
        }
    }

    @Test
    void anEngineerTakesAThingAwayByTakingAwayFirstWhatKeepsItsMeasuredValues() {
        Policy policy = PolicyTemplates.forThing(
                "demo:coater-1", CATALOG.get("electrode-coater-1.0.0"), RoleSubjects.defaults());
        Enforcer without = PolicyEnforcers.defaultEvaluator(policy.removeEntry(PolicyTemplates.MEASURED_VALUES));
        assertThat(allows(without, ENGINEER, "/", "WRITE")).isTrue();
    }

    @Test
    void whoIsAnEngineerAndAnAdapterWritesEverything() {
        RoleSubjects subjects = RoleSubjects.defaults().with(Role.ADAPTER, List.of("celltwin:role:engineer"));
        Enforcer both = PolicyEnforcers.defaultEvaluator(
                PolicyTemplates.forThing("demo:coater-1", CATALOG.get("electrode-coater-1.0.0"), subjects));
        assertThat(allows(both, ENGINEER, "/", "WRITE")).isTrue();
    }

    @Test
    void aPartnerSeesPublicValuesOnly() {
        JsonObject thing = JsonObject.of("""
                {"thingId":"demo:pack-1","policyId":"demo:pack-1",
                 "attributes":{"serialNumber":"P-1","batches":["demo:batch-1"]},
                 "features":{
                   "bms":{"properties":{"stateOfCharge":80.0,"packVoltage":40.0,"observedAt":"2026-01-01T00:00:00Z",
                     "quality":{"stateOfCharge":"timeout","packVoltage":"timeout"},
                     "sourceTimes":{"stateOfCharge":"2025-01-01T00:00:00Z","packVoltage":"2025-01-01T00:00:00Z"}}},
                   "health":{"properties":{"stateOfHealth":98.0,"resistanceOhm":0.02}}}}""");

        JsonObject seen =
                pack.buildJsonView(ResourceKey.newInstance("thing:/"), thing, PARTNER, Permissions.newInstance("READ"));

        assertThat(seen).isEqualTo(JsonObject.of("""
                {"attributes":{"serialNumber":"P-1"},
                 "features":{
                   "bms":{"properties":{"stateOfCharge":80.0,"observedAt":"2026-01-01T00:00:00Z",
                     "quality":{"stateOfCharge":"timeout"},"sourceTimes":{"stateOfCharge":"2025-01-01T00:00:00Z"}}},
                   "health":{"properties":{"stateOfHealth":98.0}}}}"""));
    }

    @Test
    void aPartnerCannotReadATradeSecretAndCannotWriteAnything() {
        assertThat(allows(coater, PARTNER, "/features/gauge/properties/coatingWeight", "READ"))
                .isFalse();
        assertThat(allows(coater, PARTNER, "/features/slotDie", "READ")).isFalse();
        assertThat(allows(coater, PARTNER, "/attributes/manufacturer", "READ")).isTrue();
        assertThat(coater.hasPartialPermissions(ResourceKey.newInstance("thing:/"), PARTNER, "WRITE"))
                .isFalse();
    }

    @Test
    void batteryHealthReadsTheManagementSystemButCannotWriteIt() {
        assertThat(allows(pack, HEALTH, "/features/bms/properties/packVoltage", "READ"))
                .isTrue();
        assertThat(allows(pack, HEALTH, "/features/bms", "WRITE")).isFalse();
        assertThat(allows(pack, HEALTH, "/features/bms/properties/packVoltage", "WRITE"))
                .isFalse();
        assertThat(allows(pack, HEALTH, "/features/health", "WRITE")).isTrue();
        assertThat(allows(pack, HEALTH, "/features/safety/properties/thermalRunawayRisk", "WRITE"))
                .isTrue();
        assertThat(allows(pack, HEALTH, "/features/passport", "WRITE")).isFalse();
    }

    @Test
    void batteryHealthHasNoBusinessWithMachines() {
        assertThat(coater.hasPartialPermissions(ResourceKey.newInstance("thing:/"), HEALTH, "READ"))
                .isFalse();
    }

    @Test
    void predictiveMaintenanceReadsWhatIsNoTradeSecretAndWritesItsJudgement() {
        assertThat(allows(coater, MAINTENANCE, "/features/slurry/properties/pumpVibration", "READ"))
                .isTrue();
        assertThat(allows(coater, MAINTENANCE, "/features/slurry/properties/slurryViscosity", "READ"))
                .isFalse();
        assertThat(allows(coater, MAINTENANCE, "/features/slurry/properties/pumpVibration", "WRITE"))
                .isFalse();
        assertThat(allows(coater, MAINTENANCE, "/features/maintenance", "WRITE"))
                .isTrue();
        assertThat(allows(coater, MAINTENANCE, "/features/alarms/properties/active/anomaly", "WRITE"))
                .isTrue();
    }

    @Test
    void lifecycleRecordsReadEverythingAndWriteBatches() {
        assertThat(allows(coater, RECORDS, "/features/gauge/properties/coatingWeight", "READ"))
                .isTrue();
        assertThat(allows(coater, RECORDS, "/features/gauge", "WRITE")).isFalse();
        assertThat(allows(batch, RECORDS, "/features/coating", "WRITE")).isTrue();
        assertThat(allows(pack, RECORDS, "/features/lifecycle", "WRITE")).isTrue();
        assertThat(allows(pack, RECORDS, "/features/bms", "WRITE")).isFalse();
    }

    @Test
    void aPlantSystemSetsTheLifecycleAndSeesNoTradeSecret() {
        assertThat(allows(pack, PLANT, "/features/lifecycle/properties/state", "WRITE"))
                .isTrue();
        assertThat(allows(pack, PLANT, "/features/health", "WRITE")).isFalse();
        assertThat(allows(batch, PLANT, "/attributes/recipe", "READ")).isFalse();
        assertThat(allows(batch, PLANT, "/attributes/quantity", "READ")).isTrue();
    }

    @Test
    void nobodyButAnEngineerMayChangeThePolicy() {
        for (AuthorizationContext other : List.of(PARTNER, ADAPTER, HEALTH, MAINTENANCE, RECORDS, PLANT, STREAM)) {
            assertThat(pack.hasPartialPermissions(ResourceKey.newInstance("policy:/"), other, "WRITE"))
                    .isFalse();
        }
    }

    @Test
    void theAdapterWritesTheWholeThing() {
        assertThat(allows(coater, ADAPTER, "/", "WRITE")).isTrue();
    }

    @Test
    void theEventStreamShowsEverythingAndTakesNothing() {
        assertThat(allows(coater, STREAM, "/", "READ")).isTrue();
        assertThat(coater.hasPartialPermissions(ResourceKey.newInstance("thing:/"), STREAM, "WRITE"))
                .isFalse();
        assertThat(coater.hasPartialPermissions(ResourceKey.newInstance("message:/"), STREAM, "READ"))
                .isFalse();
    }

    @Test
    void whoSetsUpAPlantKeepsSharedPoliciesAndSeesNoThing() {
        RoleSubjects subjects = RoleSubjects.defaults().with(Role.BOOTSTRAP, List.of("celltwin:bootstrap"));
        Enforcer shared = PolicyEnforcers.defaultEvaluator(
                PolicyTemplates.forThing("demo:battery-pack", CATALOG.get("battery-pack-1.0.0"), subjects));
        AuthorizationContext bootstrap = as("celltwin:bootstrap");

        assertThat(shared.hasUnrestrictedPermissions(ResourceKey.newInstance("policy:/"), bootstrap, "READ", "WRITE"))
                .isTrue();
        assertThat(shared.hasPartialPermissions(ResourceKey.newInstance("thing:/"), bootstrap, "READ"))
                .isFalse();
        assertThat(pack.hasPartialPermissions(ResourceKey.newInstance("policy:/"), bootstrap, "READ"))
                .isFalse();
    }

    @Test
    void aStrangerSeesNothing() {
        assertThat(pack.hasPartialPermissions(ResourceKey.newInstance("thing:/"), as("celltwin:mallory"), "READ"))
                .isFalse();
    }

    @Test
    void subjectsCanBeConfigured() {
        RoleSubjects subjects = RoleSubjects.defaults()
                .with(Role.PARTNER, List.of("oidc:carmaker"))
                .with(Role.PLANT_SYSTEM, List.of());

        Policy policy = PolicyTemplates.forThing("demo:pack-1", CATALOG.get("battery-pack-1.0.0"), subjects);

        assertThat(allows(
                        PolicyEnforcers.defaultEvaluator(policy),
                        as("oidc:carmaker"),
                        "/features/health/properties/stateOfHealth",
                        "READ"))
                .isTrue();
        assertThat(policy.getEntryFor("plant-system")).isEmpty();
    }

    @Test
    void aPolicyThatNobodyCouldChangeIsRefused() {
        ThingModel model = CATALOG.get("battery-pack-1.0.0");

        assertThatThrownBy(() -> PolicyTemplates.forThing("demo:pack-1", model, new RoleSubjects(Map.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("engineer");
    }

    @Test
    void aThingWhoseModelIsNotKnownIsSeenByEngineersAndWrittenByAdapters() {
        Policy policy = PolicyTemplates.withoutModel("demo:thing", RoleSubjects.defaults());
        Enforcer enforcer = PolicyEnforcers.defaultEvaluator(policy);
        assertThat(policy.getEntryFor(PolicyTemplates.WITHOUT_MODEL)).isPresent();
        assertThat(allows(enforcer, ENGINEER, "/", "READ")).isTrue();
        assertThat(allows(enforcer, ADAPTER, "/", "WRITE")).isTrue();
        assertThat(enforcer.hasUnrestrictedPermissions(ResourceKey.newInstance("policy:/"), ENGINEER, "WRITE"))
                .isTrue();
        for (AuthorizationContext other : List.of(PARTNER, HEALTH, MAINTENANCE, PLANT)) {
            assertThat(enforcer.hasPartialPermissions(ResourceKey.newInstance("thing:/"), other, "READ"))
                    .isFalse();
        }
    }

    @Test
    void everyPolicyIsSmall() {
        for (ThingModel model : CATALOG.all()) {
            Policy policy = PolicyTemplates.forThing("demo:thing", model, RoleSubjects.defaults());
            assertThat(policy.toJsonString().length()).as(model.name()).isLessThan(8_000);
        }
    }

    private static Enforcer enforcer(String thingId, String model) {
        return PolicyEnforcers.defaultEvaluator(
                PolicyTemplates.forThing(thingId, CATALOG.get(model), RoleSubjects.defaults()));
    }

    private static boolean allows(Enforcer enforcer, AuthorizationContext who, String path, String permission) {
        return enforcer.hasUnrestrictedPermissions(PoliciesResourceType.thingResource(path), who, permission);
    }

    private static AuthorizationContext as(String... subjects) {
        List<AuthorizationSubject> ids = List.of(subjects).stream()
                .map(AuthorizationModelFactory::newAuthSubject)
                .toList();
        return AuthorizationModelFactory.newAuthContext(DittoAuthorizationContextType.UNSPECIFIED, ids);
    }
}
