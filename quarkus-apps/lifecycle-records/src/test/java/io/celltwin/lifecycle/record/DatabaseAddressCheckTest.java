package io.celltwin.lifecycle.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressCheckTest {
    private static final String KEY = "quarkus.mongodb.connection-string";

    @ParameterizedTest
    @ValueSource(strings = {"mongodb://127.0.0.1:27017", "mongodb://user:pass%2Fword@a:1,b:2/?replicaSet=rs&tls=true"})
    void anAddressPasses(String address) {
        assertThat(config(address).getRawValue(KEY)).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:27017", "mongodb://", "mongodb://user:secret%zz@host"})
    void anythingElseIsNamedWithoutTheSecretThatMayBeInIt(String text) {
        assertThatThrownBy(() -> config(text).getRawValue(KEY))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(KEY)
                .hasMessageNotContaining("secret");
    }

    private static SmallRyeConfig config(String address) {
        return new SmallRyeConfigBuilder()
                .withInterceptors(new DatabaseAddressCheck())
                .withDefaultValue(KEY, address)
                .build();
    }
}
