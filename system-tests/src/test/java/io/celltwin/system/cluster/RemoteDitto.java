package io.celltwin.system.cluster;

import io.celltwin.system.plant.Api;
import io.celltwin.system.plant.TokenSource;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * A twin service that runs already, Eclipse Ditto say, in place of the edge twin, as system properties name it. Its provider of
 * tokens knows a client for each app and the job, named like the part, and one for the engineer, all with
 * {@link PlantServices#SERVICE_PASSWORD} as their secret. It must reach Kafka and the console on loopback.
 *
 * @param url its base URL: {@code ditto.url}
 * @param tokenUrl where OAuth2 tokens are had: {@code ditto.token-url}
 * @param operator who manages its connections, name and password: {@code ditto.operator}
 */
record RemoteDitto(URI url, URI tokenUrl, Map<String, String> operator) {

    /** The one that is named; empty if none is. */
    static Optional<RemoteDitto> named() {
        return Optional.ofNullable(System.getProperty("ditto.url")).map(url -> {
            String[] operator =
                    System.getProperty("ditto.operator", "devops:foobar").split(":");
            return new RemoteDitto(
                    URI.create(url),
                    URI.create(System.getProperty("ditto.token-url")),
                    Map.of("username", operator[0], "password", operator[1]));
        });
    }

    /** Its API for the engineer. */
    Api api() {
        return new Api(url, new TokenSource(tokenUrl, PlantServices.ENGINEER, PlantServices.SERVICE_PASSWORD));
    }

    /** What the chart is told of it. Devices tell less: on the processors that it shares with all this it could not take more. */
    String values() {
        return """
                ditto:
                  url: %s
                  auth: {type: oauth2, existingSecret: ditto-accounts, tokenUrl: "%s"}
                  devops: {existingSecret: ditto-operator}
                modbusAdapter: {settings: {celltwin.adapter.messages-per-second: 2}}
                opcuaAdapter: {settings: {celltwin.adapter.messages-per-second: 2}}
                """.formatted(url, tokenUrl);
    }
}
