package io.celltwin.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PolicyConfigTest {

    @Test
    void withoutConfigurationEveryRoleKeepsItsDefault() {
        assertThat(configured(Map.of())).isEqualTo(RoleSubjects.defaults());
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "BOOTSTRAP")
    void everyRoleOfThePlantIsConfiguredByItsName(Role role) {
        RoleSubjects subjects = configured(Map.of("celltwin.policy.subjects." + role.id(), "oidc:one,oidc:two"));

        assertThat(subjects).isEqualTo(RoleSubjects.defaults().with(role, List.of("oidc:one", "oidc:two")));
    }

    private static RoleSubjects configured(Map<String, String> settings) {
        return RoleSubjects.configured(new SmallRyeConfigBuilder()
                .withMapping(PolicyConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 500))
                .build()
                .getConfigMapping(PolicyConfig.class));
    }
}
