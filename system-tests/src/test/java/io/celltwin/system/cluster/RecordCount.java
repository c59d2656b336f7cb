package io.celltwin.system.cluster;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.celltwin.system.plant.Api;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.ditto.json.JsonObject;

/**
 * The lifecycle records of batches and packs, by what they tell of: {@code demo:batch-1 coating demo:coater-1} or
 * {@code demo:batch-1 formed}.
 */
record RecordCount(Map<String, Long> counts) {
    private static final int MOST = 1000;

    /** The step and state records that there are now. */
    static RecordCount of(Api records) {
        Stream<String> steps = read(records, "step")
                .map(record ->
                        step(text(record, "thing"), text(record, "content/step"), text(record, "content/machine")));
        Stream<String> states =
                read(records, "state").map(record -> state(text(record, "thing"), text(record, "content/state")));
        return new RecordCount(Stream.concat(steps, states).collect(groupingBy(what -> what, counting())));
    }

    static String step(String batch, String step, String machine) {
        return batch + " " + step + " " + machine;
    }

    static String state(String thing, String state) {
        return thing + " " + state;
    }

    /** What of all this has no record. */
    Set<String> lost(Collection<String> expected) {
        Set<String> lost = new TreeSet<>(expected);
        lost.removeAll(counts.keySet());
        return lost;
    }

    /** What has more than one record. */
    Set<String> duplicated() {
        Set<String> duplicated = new TreeSet<>();
        counts.forEach((what, count) -> {
            if (count > 1) {
                duplicated.add(what + ": " + count);
            }
        });
        return duplicated;
    }

    private static Stream<JsonObject> read(Api records, String type) {
        List<JsonObject> all = new ArrayList<>();
        Optional<String> next = Optional.of("");
        while (next.isPresent()) {
            Api.Answer answer = records.get("/lifecycle/records?type=" + type + "&limit=" + MOST + next.get());
            if (!answer.ok()) {
                throw new IllegalStateException(answer.toString());
            }
            answer.object().getValue("records").orElseThrow().asArray().forEach(record -> all.add(record.asObject()));
            next = answer.object()
                    .getValue("next")
                    .map(after -> "&after=" + URLEncoder.encode(after.asString(), StandardCharsets.UTF_8));
        }
        return all.stream();
    }

    private static String text(JsonObject record, String path) {
        return record.getValue(path).orElseThrow().asString();
    }
}
