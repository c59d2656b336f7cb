package io.celltwin.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenTest {
    @ParameterizedTest
    @ValueSource(strings = {"Bearer x.y.z", "Bearer a.a.a.", "bearer e30.e30", "Bearer ", "Bearer MQ.e30.c2ln"})
    void whatIsNoJsonWebTokenIsMalformed(String authorization) {
        assertThat(BearerToken.mistake(authorization)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer e30.e30.c2ln", "Bearer e30.e30.", "Basic Zm9vOmJhcg==", "Negotiate x"})
    void anotherSchemeAndATokenThatNobodySignedAreNot(String authorization) {
        assertThat(BearerToken.mistake(authorization)).isEmpty();
    }

    @Test
    void theMistakeIsNamed() {
        assertThat(BearerToken.mistake("Bearer abc"))
                .hasValueSatisfying(text -> assertThat(text).contains("three parts"));
        assertThat(BearerToken.mistake("Bearer x.y.z"))
                .hasValueSatisfying(text -> assertThat(text).contains("Base64"));
    }
}
