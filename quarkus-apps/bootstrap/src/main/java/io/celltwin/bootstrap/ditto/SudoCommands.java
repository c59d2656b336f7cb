package io.celltwin.bootstrap.ditto;

import io.celltwin.bootstrap.http.JsonService;
import io.celltwin.bootstrap.job.NotThereYetException;
import io.celltwin.bootstrap.job.RefusedException;
import java.util.Optional;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.Policy;

/**
 * What Ditto lets its operators do without asking policies: piggyback commands with {@code ditto-sudo}. The answer to one is always
 * 200 and has the command's own status inside.
 */
final class SudoCommands {
    private final JsonService ditto;

    /** @param ditto the twin service, as its operator */
    SudoCommands(JsonService ditto) {
        this.ditto = ditto;
    }

    String service() {
        return ditto.name();
    }

    /** The policy that a thing names; empty if there is no such thing. */
    Optional<String> policyIdOf(String thingId) throws NotThereYetException, RefusedException, InterruptedException {
        return send(
                        "things",
                        "thing",
                        JsonObject.newBuilder()
                                .set("type", "things.commands:retrieveThing")
                                .set("thingId", thingId)
                                .build())
                .flatMap(answer -> answer.getValue("thingPlainJson"))
                .map(thing -> JsonObject.of(thing.asString()))
                .flatMap(thing -> thing.getValue("policyId"))
                .map(JsonValue::asString);
    }

    /** A policy; empty if there is none of that id. */
    Optional<JsonObject> policy(String policyId) throws NotThereYetException, RefusedException, InterruptedException {
        return send(
                        "policies",
                        "policy",
                        JsonObject.newBuilder()
                                .set("type", "policies.commands:retrievePolicy")
                                .set("policyId", policyId)
                                .build())
                .flatMap(answer -> answer.getValue("policy"))
                .map(JsonValue::asObject);
    }

    /** Puts another policy in the place of one. */
    void replace(Policy policy) throws NotThereYetException, RefusedException, InterruptedException {
        String id = policy.getEntityId().orElseThrow().toString();
        Optional<JsonObject> modified = send(
                "policies",
                "policy",
                JsonObject.newBuilder()
                        .set("type", "policies.commands:modifyPolicy")
                        .set("policyId", id)
                        .set("policy", policy.toJson())
                        .build());
        if (modified.isEmpty()) {
            throw new RefusedException("The policy " + id + " is gone");
        }
    }

    private Optional<JsonObject> send(String service, String entity, JsonObject command)
            throws NotThereYetException, RefusedException, InterruptedException {
        JsonObject answer = ditto.ask(
                "/devops/piggyback/" + service + "?timeout=10s",
                JsonObject.newBuilder()
                        .set("targetActorSelection", "/system/sharding/" + entity)
                        .set(
                                "headers",
                                JsonObject.newBuilder()
                                        .set("aggregate", false)
                                        .set("is-group-topic", true)
                                        .set("ditto-sudo", true)
                                        .build())
                        .set("piggybackCommand", command)
                        .build());
        int status = answer.getValue("status")
                .filter(JsonValue::isInt)
                .map(JsonValue::asInt)
                .orElseThrow(() -> new RefusedException(ditto.name() + " answers a command with no status"));
        if (status == 404) {
            return Optional.empty();
        }
        if (status / 100 != 2) {
            throw new RefusedException("%s refuses %s (%d): %s"
                    .formatted(
                            ditto.name(),
                            command.getValue("type").orElseThrow().asString(),
                            status,
                            answer.getValue("message").map(JsonValue::asString).orElse("no reason given")));
        }
        return Optional.of(answer);
    }
}
