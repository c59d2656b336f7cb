package io.celltwin.registry.store;

import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.eclipse.hono.client.ClientErrorException;
import org.eclipse.hono.service.management.BaseDto;
import org.eclipse.hono.service.management.tenant.Tenant;
import org.eclipse.hono.service.management.tenant.TenantDto;

/** The tenants. Changes may take some 10 ms: not for an event loop. */
public final class TenantRecords {
    private final RegistryFile file;
    private final RecordMap<TenantDto> tenants;

    /** The tenants of a file. */
    public TenantRecords(RegistryFile file) {
        this.file = file;
        this.tenants = file.map("tenants", TenantDto.class);
    }

    /** The tenant with this id. */
    public Optional<TenantDto> find(String tenantId) {
        return tenants.find(tenantId);
    }

    /** The tenant with this id, else with this alias. */
    public Optional<TenantDto> findByIdOrAlias(String idOrAlias) {
        return find(idOrAlias)
                .or(() -> all().filter(
                                tenant -> idOrAlias.equals(tenant.getData().getAlias()))
                        .findFirst());
    }

    /**
     * The tenant that trusts the certificate authority with this subject.
     *
     * @return empty also if several do, since then the subject does not tell the tenant
     */
    public Optional<TenantDto> findByTrustAnchor(X500Principal subject) {
        List<TenantDto> trusting = all().filter(tenant -> tenant.getData()
                        .getTrustedCertificateAuthoritySubjectDNs()
                        .contains(subject))
                .limit(2)
                .toList();
        return trusting.size() == 1 ? Optional.of(trusting.get(0)) : Optional.empty();
    }

    /** All tenants, by id. */
    public Stream<TenantDto> all() {
        return tenants.all();
    }

    /**
     * Adds a tenant.
     *
     * @return its version
     * @throws ClientErrorException 409 if the id, the alias or a trust anchor is taken
     */
    public String create(String tenantId, Tenant tenant) {
        return file.change(() -> {
            tenants.requireNone(tenantId, tenantId);
            requireDistinct(tenantId, tenant);
            TenantDto created = TenantDto.forCreation(tenantId, tenant, newVersion());
            tenants.put(tenantId, created);
            return created.getVersion();
        });
    }

    /**
     * Replaces a tenant.
     *
     * @return its new version
     * @throws ClientErrorException 404, 412, or 409 if the alias or a trust anchor is taken
     */
    public String update(String tenantId, Tenant tenant, Optional<String> version) {
        return file.change(() -> {
            TenantDto present = tenants.require(tenantId, tenantId, version);
            requireDistinct(tenantId, tenant);
            TenantDto updated = BaseDto.forUpdate(() -> present, tenant, newVersion());
            tenants.put(tenantId, updated);
            return updated.getVersion();
        });
    }

    /**
     * Removes a tenant; its devices stay until they are removed.
     *
     * @throws ClientErrorException 404 or 412
     */
    public void delete(String tenantId, Optional<String> version) {
        file.change(() -> {
            tenants.require(tenantId, tenantId, version);
            tenants.remove(tenantId);
            return null;
        });
    }

    private void requireDistinct(String tenantId, Tenant tenant) {
        all().filter(other -> !other.getTenantId().equals(tenantId))
                .map(TenantDto::getData)
                .forEach(other -> {
                    if (tenant.getAlias() != null && tenant.getAlias().equals(other.getAlias())) {
                        throw new ClientErrorException(tenantId, HttpURLConnection.HTTP_CONFLICT, "the alias is taken");
                    }
                    if (!shareTrustAnchors(tenant, other) && haveCommonTrustAnchor(tenant, other)) {
                        throw new ClientErrorException(
                                tenantId, HttpURLConnection.HTTP_CONFLICT, "another tenant has the same trust anchor");
                    }
                });
    }

    private static boolean shareTrustAnchors(Tenant one, Tenant other) {
        return one.getTrustAnchorGroup() != null && one.getTrustAnchorGroup().equals(other.getTrustAnchorGroup());
    }

    private static boolean haveCommonTrustAnchor(Tenant one, Tenant other) {
        return one.getTrustedCertificateAuthoritySubjectDNs().stream()
                .anyMatch(other.getTrustedCertificateAuthoritySubjectDNs()::contains);
    }

    private static String newVersion() {
        return UUID.randomUUID().toString();
    }
}
