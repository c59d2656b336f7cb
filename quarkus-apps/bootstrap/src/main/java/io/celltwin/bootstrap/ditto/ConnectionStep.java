package io.celltwin.bootstrap.ditto;

import io.celltwin.bootstrap.http.JsonService;
import io.celltwin.bootstrap.job.NotThereYetException;
import io.celltwin.bootstrap.job.RefusedException;
import io.celltwin.bootstrap.job.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.connectivity.model.ConnectivityModelFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonRuntimeException;

/** A connection of the twin service to something outside. */
public final class ConnectionStep implements Step {
    private final JsonService ditto;
    private final ConnectionSource source;

    /**
     * @param ditto the twin service, as whoever manages connections there
     * @param source says what the connection should be
     */
    public ConnectionStep(JsonService ditto, ConnectionSource source) {
        this.ditto = ditto;
        this.source = source;
    }

    @Override
    public String item() {
        return "connection " + source.id();
    }

    @Override
    public String service() {
        return ditto.name();
    }

    @Override
    public List<String> apply() throws NotThereYetException, RefusedException, InterruptedException {
        JsonObject wanted = source.connection();
        String path = "/api/2/connections/" + source.id();
        Optional<JsonObject> there = ditto.get(path);
        if (there.filter(connection -> isAsWanted(connection, wanted)).isPresent()) {
            return List.of();
        }
        try {
            // Ditto wants the id in the path alone.
            ditto.send("PUT", path, wanted.remove("id"), Map.of());
        } catch (RefusedException e) {
            throw new RefusedException(withoutSecrets(e.getMessage()));
        }
        return List.of((there.isPresent() ? "Changed " : "Created ") + item());
    }

    private boolean isAsWanted(JsonObject there, JsonObject wanted) {
        try {
            return complete(there.setValue("id", source.id())).equals(complete(wanted));
        } catch (DittoRuntimeException | JsonRuntimeException | IllegalArgumentException e) {
            return false; // whatever it is, it is not what is wanted
        }
    }

    /** As Ditto's own model has it: with every default, without what only the service knows. */
    private static JsonObject complete(JsonObject connection) {
        return ConnectivityModelFactory.connectionFromJson(connection)
                .toJson()
                .filter(field -> !isKeptByTheService(field));
    }

    private static boolean isKeptByTheService(JsonField field) {
        return field.getKeyName().startsWith("_");
    }

    private String withoutSecrets(String message) {
        String text = message;
        for (String secret : source.secrets()) {
            text = text.replace(secret, "***").replace(Placeholders.encode(secret), "***");
        }
        return text;
    }
}
