package io.celltwin.lifecycle.passport;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What each attribute of a document may be, by its path, the best first. */
final class Candidates {
    private final TwinReading twin;
    private final Map<String, List<Candidate>> known = new HashMap<>();

    Candidates(TwinReading twin) {
        this.twin = twin;
    }

    /** Each attribute is what stands at its path in a document that was made before. */
    static Candidates in(JsonNode document) {
        Candidates known = new Candidates(new TwinReading(document));
        BatteryPassAttributes.ALL.forEach(attribute -> known.twin(attribute.path(), attribute.path()));
        return known;
    }

    /** What stands in the twin at that place, as it is. */
    void twin(String path, String place) {
        twin.value(place).ifPresent(value -> add(path, place, value));
    }

    /** A value, and where it is from. */
    void add(String path, String source, JsonNode value) {
        candidate(path, Candidate.of(source, value));
    }

    /** No value, for that reason. */
    void none(String path, String reason) {
        candidate(path, Candidate.none(reason));
    }

    private void candidate(String path, Candidate candidate) {
        known.computeIfAbsent(path, key -> new ArrayList<>()).add(candidate);
    }

    /** The first value that is of that form. */
    Optional<JsonNode> valueOf(PassportAttribute attribute) {
        return of(attribute).stream()
                .map(Candidate::value)
                .filter(attribute.form()::accepts)
                .findFirst();
    }

    /** Why there is none, where something was known. */
    Optional<String> reasonFor(PassportAttribute attribute) {
        return of(attribute).stream().map(Candidate::otherwise).findFirst();
    }

    private List<Candidate> of(PassportAttribute attribute) {
        return known.getOrDefault(attribute.path(), List.of());
    }
}
