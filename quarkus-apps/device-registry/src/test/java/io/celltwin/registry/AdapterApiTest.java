package io.celltwin.registry;

import static io.celltwin.registry.Hono.await;
import static io.celltwin.registry.Requests.engineer;
import static io.celltwin.registry.Requests.register;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.registry.adapters.AdapterEndpoints;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.net.HttpURLConnection;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.eclipse.hono.client.ServiceInvocationException;
import org.eclipse.hono.client.registry.amqp.ProtonBasedCredentialsClient;
import org.eclipse.hono.client.registry.amqp.ProtonBasedDeviceRegistrationClient;
import org.eclipse.hono.util.CredentialsObject;
import org.eclipse.hono.util.RegistrationAssertion;
import org.eclipse.hono.util.TenantObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hono's AMQP 1.0 APIs as protocol adapters use them, with Hono's own clients. */
@QuarkusTest
@QuarkusTestResource(RunningRegistry.class)
class AdapterApiTest {
    @Inject
    Vertx vertx;

    @Inject
    AdapterEndpoints endpoints;

    private Hono hono() {
        return new Hono(vertx, endpoints.port());
    }

    @Test
    void anAdapterLearnsAboutATenant() {
        TenantObject tenant = await(hono().tenants().get("demo", null));
        assertThat(tenant.getTenantId()).isEqualTo("demo");
        assertThat(tenant.isEnabled()).isTrue();
        assertFails(() -> await(hono().tenants().get("nowhere", null)), HttpURLConnection.HTTP_NOT_FOUND);
    }

    @Test
    void aDisabledTenantIsSeenAsSuch() {
        engineer()
                .body("{\"enabled\":false,\"alias\":\"closed-plant\"}")
                .post("/v1/tenants/closed")
                .then()
                .statusCode(201);
        assertThat(await(hono().tenants().get("closed-plant", null)).isEnabled())
                .isFalse();
    }

    @Test
    void aRegisteredDeviceIsAsserted() {
        register("demo:asserted", "{\"defaults\":{\"ttl\":60}}");
        RegistrationAssertion assertion =
                await(hono().registrations().assertRegistration("demo", "demo:asserted", null, null));
        assertThat(assertion.getDeviceId()).isEqualTo("demo:asserted");
        assertThat(assertion.getDefaults()).containsEntry("ttl", 60);
    }

    @Test
    void aDeviceThatIsUnknownOrDisabledIsNotAsserted() {
        register("demo:disabled", "{\"enabled\":false}");
        assertFails(
                () -> await(hono().registrations().assertRegistration("demo", "demo:disabled", null, null)),
                HttpURLConnection.HTTP_NOT_FOUND);
        assertFails(
                () -> await(hono().registrations().assertRegistration("demo", "demo:unknown", null, null)),
                HttpURLConnection.HTTP_NOT_FOUND);
    }

    @Test
    void aGatewayMaySendForItsDevicesOnly() {
        register("gateway-1", "{\"memberOf\":[\"line-1\"]}");
        register("gateway-2", "{}");
        register("demo:behind-1", "{\"via\":[\"gateway-1\"]}");
        register("demo:behind-line-1", "{\"viaGroups\":[\"line-1\"]}");
        ProtonBasedDeviceRegistrationClient registrations = hono().registrations();
        assertThat(await(registrations.assertRegistration("demo", "demo:behind-1", "gateway-1", null))
                        .getAuthorizedGateways())
                .containsExactly("gateway-1");
        assertThat(await(registrations.assertRegistration("demo", "demo:behind-line-1", "gateway-1", null))
                        .getAuthorizedGateways())
                .containsExactly("gateway-1");
        assertFails(
                () -> await(registrations.assertRegistration("demo", "demo:behind-1", "gateway-2", null)),
                HttpURLConnection.HTTP_FORBIDDEN);
    }

    @Test
    void aGatewayWithTheAuthorityRegistersItsDevicesByTheirFirstMessage() {
        register("auto-gateway", "{\"authorities\":[\"auto-provisioning-enabled\"]}");
        await(hono().registrations().assertRegistration("demo", "demo:new-behind", "auto-gateway", null));
        engineer().get("/v1/devices/demo/demo:new-behind").then().statusCode(200);
    }

    @Test
    void theCredentialsOfADeviceAreFoundByTheirId() {
        register("demo:secretive", "{}");
        engineer().body("""
                [{"type":"hashed-password","auth-id":"secretive","secrets":[{"pwd-plain":"hush"},
                  {"pwd-plain":"old","not-after":"2020-01-01T00:00:00Z"}]},
                 {"type":"psk","auth-id":"off","enabled":false,"secrets":[{"key":"c2VjcmV0"}]}]""").put("/v1/credentials/demo/demo:secretive").then().statusCode(204);
        ProtonBasedCredentialsClient credentials = hono().credentials();
        CredentialsObject found = await(credentials.get("demo", "hashed-password", "secretive", null));
        assertThat(found.getDeviceId()).isEqualTo("demo:secretive");
        assertThat(found.getSecrets()).hasSize(1);
        assertFails(() -> await(credentials.get("demo", "psk", "off", null)), HttpURLConnection.HTTP_NOT_FOUND);
        assertFails(() -> await(credentials.get("demo", "psk", "secretive", null)), HttpURLConnection.HTTP_NOT_FOUND);
    }

    @ParameterizedTest
    @CsvSource({"modbus-adapter,wrong", "somebody,adapters only", "anna,correct horse"})
    void onlyServiceAccountsWithTheRightPasswordComeIn(String username, String password) {
        assertFails(() -> await(hono().connection(username, password).connect()), HttpURLConnection.HTTP_UNAUTHORIZED);
    }

    private static void assertFails(ThrowingCallable operation, int status) {
        assertThatThrownBy(operation)
                .isInstanceOf(ServiceInvocationException.class)
                .extracting(ServiceInvocationException::extractStatusCode)
                .isEqualTo(status);
    }
}
