package io.celltwin.registry.store;

import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.hono.client.ClientErrorException;
import org.eclipse.hono.service.management.credentials.CommonCredential;
import org.eclipse.hono.service.management.credentials.CredentialsDto;

/**
 * The credentials of the devices, one set a device, found by device and by authentication id. Changes may take some 10
 * ms: not for an event loop.
 */
public final class CredentialsRecords {
    private final RegistryFile file;
    private final RecordMap<CredentialsDto> credentials;
    /** tenant, type and authentication id to device id */
    private final StringMap owners;

    /** The credentials of a file. */
    public CredentialsRecords(RegistryFile file) {
        this.file = file;
        this.credentials = file.map("credentials", CredentialsDto.class);
        this.owners = file.map("credentials-owners");
    }

    /** The credentials of a device. */
    public Optional<CredentialsDto> find(String tenantId, String deviceId) {
        return credentials.find(StringMap.key(tenantId, deviceId));
    }

    /** The credentials of the device that uses this authentication id; the others of that device are among them. */
    public Optional<CredentialsDto> findByAuthId(String tenantId, String type, String authId) {
        return owners.find(StringMap.key(tenantId, type, authId)).flatMap(deviceId -> find(tenantId, deviceId));
    }

    /**
     * Replaces the credentials of a device. Secrets that are given by their id alone keep what they are.
     *
     * @return their new version
     * @throws ClientErrorException 404, 412, or 409 if another device uses one of the authentication ids
     * @throws IllegalArgumentException if a secret's id is unknown
     */
    public String update(
            String tenantId, String deviceId, List<CommonCredential> replacement, Optional<String> version) {
        String key = StringMap.key(tenantId, deviceId);
        return file.change(() -> {
            CredentialsDto present = credentials.require(tenantId, key, version);
            CredentialsDto updated = CredentialsDto.forRead(
                    tenantId, deviceId, replacement, present.getCreationTime(), Instant.now(), newVersion());
            if (updated.requiresMerging()) {
                updated.merge(present);
            }
            updated.createMissingSecretIds();
            disown(present);
            own(updated);
            credentials.put(key, updated);
            return updated.getVersion();
        });
    }

    /** Within a change: gives a new device its empty set. */
    void add(String tenantId, String deviceId) {
        credentials.put(
                StringMap.key(tenantId, deviceId),
                CredentialsDto.forCreation(tenantId, deviceId, List.of(), newVersion()));
    }

    /** Within a change: removes the credentials of a device. */
    void remove(String tenantId, String deviceId) {
        find(tenantId, deviceId).ifPresent(this::disown);
        credentials.remove(StringMap.key(tenantId, deviceId));
    }

    private void own(CredentialsDto dto) {
        for (CommonCredential credential : dto.getCredentials()) {
            String key = ownerKey(dto, credential);
            if (owners.find(key).isPresent()) {
                throw new ClientErrorException(
                        dto.getTenantId(),
                        HttpURLConnection.HTTP_CONFLICT,
                        "another device uses authentication id [%s] of type [%s]"
                                .formatted(credential.getAuthId(), credential.getType()));
            }
            owners.put(key, dto.getDeviceId());
        }
    }

    private void disown(CredentialsDto dto) {
        dto.getCredentials().forEach(credential -> owners.remove(ownerKey(dto, credential)));
    }

    private static String ownerKey(CredentialsDto dto, CommonCredential credential) {
        return StringMap.key(dto.getTenantId(), credential.getType(), credential.getAuthId());
    }

    private static String newVersion() {
        return UUID.randomUUID().toString();
    }
}
