package io.celltwin.lifecycle.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.celltwin.lifecycle.rest.Errors.ErrorBody;
import io.celltwin.lifecycle.rest.GenealogyResource.LotBody;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing of a body is dropped without a word. */
class StrictJsonTest {
    /** As Quarkus makes it. */
    private static final ObjectMapper LENIENT =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final ObjectReader reader = new StrictJson().apply(LENIENT, LotBody.class);

    @Test
    void aBodyIsReadAsItIs() throws JsonProcessingException {
        assertThat(reader.<LotBody>readValue("{\"material\":\"NMC\"} "))
                .isEqualTo(new LotBody("NMC", null, null, null));
    }

    @Test
    void whatWouldBeDroppedIsRefused() {
        for (String body : List.of(
                "{\"material\":\"NMC\",\"suplier\":\"x\"}",
                "{\"material\":\"NMC\",\"material\":\"LFP\"}",
                "{\"material\":\"NMC\"}{\"material\":\"LFP\"}",
                "{\"material\":\"NMC\"},")) {
            assertThat(catchThrowable(() -> reader.readValue(body)))
                    .as(body)
                    .isInstanceOf(JsonProcessingException.class);
        }
    }

    @Test
    void whoMisspellsAFieldIsToldWhichThereAre() {
        Throwable refused = catchThrowable(() -> reader.readValue("{\"suplier\":\"x\"}"));
        ErrorBody answer = (ErrorBody)
                new Errors().badBody((MismatchedInputException) refused).getEntity();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message())
                .isEqualTo("The body must not have a field 'suplier': it has at, certificate, material, supplier.");
    }
}
