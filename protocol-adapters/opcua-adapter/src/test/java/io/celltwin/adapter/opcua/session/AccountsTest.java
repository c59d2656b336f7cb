package io.celltwin.adapter.opcua.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.adapter.opcua.config.OpcUaConfig;
import io.celltwin.adapter.opcua.config.OpcUaConfig.Account;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The account of a server is found however it was given. */
class AccountsTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:4840, CELLTWIN_OPCUA_ACCOUNTS__127_0_0_1_4840_",
        "PLC-7.plant.example:4840, CELLTWIN_OPCUA_ACCOUNTS__PLC_7_PLANT_EXAMPLE_4840_",
        "plc:4840, CELLTWIN_OPCUA_ACCOUNTS__PLC_4840_"
    })
    void anAccountComesFromTheEnvironment(String server, String variable) {
        Map<String, Account> accounts = accounts(
                new EnvConfigSource(Map.of(variable + "_USERNAME", "adapter", variable + "_PASSWORD", "secret"), 300));

        assertThat(Accounts.of(accounts, server)).hasValueSatisfying(account -> {
            assertThat(account.username()).isEqualTo("adapter");
            assertThat(account.password()).isEqualTo("secret");
        });
        assertThat(Accounts.of(accounts, "elsewhere:4840")).isEmpty();
    }

    @Test
    void anAccountThatNamesTheServerExactlyWins() {
        Map<String, Account> accounts = accounts(new PropertiesConfigSource(
                Map.of(
                        "celltwin.opcua.accounts.\"a-b:1\".username", "dash",
                        "celltwin.opcua.accounts.\"a-b:1\".password", "x",
                        "celltwin.opcua.accounts.\"a.b:1\".username", "dot",
                        "celltwin.opcua.accounts.\"a.b:1\".password", "x"),
                "test",
                300));

        assertThat(Accounts.of(accounts, "a-b:1").orElseThrow().username()).isEqualTo("dash");
        assertThat(Accounts.of(accounts, "A.B:1").orElseThrow().username()).isEqualTo("dot");
    }

    private static Map<String, Account> accounts(ConfigSource source) {
        return new SmallRyeConfigBuilder()
                .withSources(source)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(OpcUaConfig.class)
                .build()
                .getConfigMapping(OpcUaConfig.class)
                .accounts();
    }
}
