package io.celltwin.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import org.eclipse.ditto.base.model.auth.AuthorizationModelFactory;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageRequestsTest {
    @ParameterizedTest
    @CsvSource({
        "things/a:b/inbox/messages/ask, ask",
        "things/a:b/features/messages/inbox/messages/ask, ask",
        "things/a:b/outbox/messages/x/messages/y, x/messages/y",
        "things/a:b/inbox/messages/a%20b, a%20b"
    })
    void theSubjectIsWhatFollowsTheBoxAsItCame(String path, String subject) {
        ApiRequest request = new ApiRequest(
                HttpMethod.POST,
                ApiRequest.ROOT + path,
                List.of(path.replace("%20", " ").split("/")),
                Map.of(),
                DittoHeaders.empty(),
                Buffer.buffer(),
                AuthorizationModelFactory.emptyAuthContext());

        assertThat(MessageRequests.toMessage(request).getTopicPath().getSubject())
                .contains(subject);
    }
}
