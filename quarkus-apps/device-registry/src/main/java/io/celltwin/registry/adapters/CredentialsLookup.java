package io.celltwin.registry.adapters;

import io.celltwin.registry.management.TenantInformation;
import io.celltwin.registry.store.CredentialsRecords;
import io.opentracing.Span;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.hono.deviceregistry.service.credentials.AbstractCredentialsService;
import org.eclipse.hono.deviceregistry.service.credentials.CredentialKey;
import org.eclipse.hono.deviceregistry.service.tenant.TenantKey;
import org.eclipse.hono.deviceregistry.util.DeviceRegistryUtils;
import org.eclipse.hono.service.management.credentials.CommonCredential;
import org.eclipse.hono.service.management.credentials.CommonSecret;
import org.eclipse.hono.service.management.credentials.CredentialsDto;
import org.eclipse.hono.service.management.device.DeviceAndGatewayAutoProvisioner;
import org.eclipse.hono.util.CredentialsConstants;
import org.eclipse.hono.util.CredentialsResult;

/** Hono's Credentials API: the secrets by which adapters verify that a device is what it says. */
@Singleton
public class CredentialsLookup extends AbstractCredentialsService {
    private static final long CACHE_SECONDS = Duration.ofMinutes(3).toSeconds();

    private final CredentialsRecords credentials;

    @Inject
    CredentialsLookup(
            CredentialsRecords credentials, TenantInformation tenants, DeviceAndGatewayAutoProvisioner provisioner) {
        this.credentials = credentials;
        setTenantInformationService(tenants);
        setDeviceAndGatewayAutoProvisioner(provisioner);
    }

    @Override
    protected Future<CredentialsResult<JsonObject>> processGet(
            TenantKey tenant, CredentialKey key, JsonObject clientContext, Span span) {
        return Future.succeededFuture(credentials
                .findByAuthId(tenant.getTenantId(), key.getType(), key.getAuthId())
                .flatMap(set -> usable(set, key, clientContext))
                .map(usable -> CredentialsResult.from(
                        HttpURLConnection.HTTP_OK, usable, getCacheDirective(key.getType(), CACHE_SECONDS)))
                .orElseGet(() -> CredentialsResult.from(HttpURLConnection.HTTP_NOT_FOUND)));
    }

    private static Optional<JsonObject> usable(CredentialsDto set, CredentialKey key, JsonObject clientContext) {
        return set.getCredentials().stream()
                .filter(credential -> credential.getType().equals(key.getType())
                        && credential.getAuthId().equals(key.getAuthId()))
                .filter(CommonCredential::isEnabled)
                .map(credential -> answer(credential, set.getDeviceId()))
                .filter(answer -> DeviceRegistryUtils.matchesWithClientContext(answer, clientContext))
                .filter(answer ->
                        !answer.getJsonArray(CredentialsConstants.FIELD_SECRETS).isEmpty())
                .findFirst();
    }

    private static JsonObject answer(CommonCredential credential, String deviceId) {
        Instant now = Instant.now();
        JsonArray secrets = credential.getSecrets().stream()
                .filter(secret -> isValidAt(secret, now))
                .map(JsonObject::mapFrom)
                .collect(JsonArray::new, JsonArray::add, JsonArray::addAll);
        return JsonObject.mapFrom(credential)
                .put(CredentialsConstants.FIELD_PAYLOAD_DEVICE_ID, deviceId)
                .put(CredentialsConstants.FIELD_SECRETS, secrets);
    }

    private static boolean isValidAt(CommonSecret secret, Instant time) {
        boolean begun = secret.getNotBefore() == null || !time.isBefore(secret.getNotBefore());
        boolean ended = secret.getNotAfter() != null && time.isAfter(secret.getNotAfter());
        return secret.isEnabled() && begun && !ended;
    }
}
