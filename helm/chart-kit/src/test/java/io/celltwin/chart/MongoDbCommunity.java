package io.celltwin.chart;

import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import java.util.List;
import java.util.Map;

/** What the chart uses of the resource of MongoDB's community operator, which publishes no Java types. */
@JsonDeserialize(using = JsonDeserializer.None.class)
public final class MongoDbCommunity implements HasMetadata {

    public String apiVersion;
    public String kind;
    public ObjectMeta metadata;
    public Spec spec;

    public record Spec(
            String type,
            int members,
            String version,
            Security security,
            List<User> users,
            Map<String, Object> additionalMongodConfig,
            StatefulSet statefulSet) {}

    public record Security(Authentication authentication, List<CustomRole> roles) {}

    public record Authentication(List<String> modes) {}

    public record CustomRole(String role, String db, List<Privilege> privileges, List<Role> roles) {}

    public record Privilege(Resource resource, List<String> actions) {}

    public record Resource(boolean anyResource) {}

    public record User(
            String name,
            String db,
            PasswordReference passwordSecretRef,
            String scramCredentialsSecretName,
            String connectionStringSecretName,
            List<Role> roles) {}

    public record PasswordReference(String name, String key) {}

    public record Role(String name, String db) {}

    public record StatefulSet(StatefulSetSpec spec) {}

    @Override
    public ObjectMeta getMetadata() {
        return metadata;
    }

    @Override
    public void setMetadata(ObjectMeta metadata) {
        this.metadata = metadata;
    }

    @Override
    public void setApiVersion(String apiVersion) {
        this.apiVersion = apiVersion;
    }

    @Override
    public String getKind() {
        return kind;
    }

    @Override
    public String getApiVersion() {
        return apiVersion;
    }
}
