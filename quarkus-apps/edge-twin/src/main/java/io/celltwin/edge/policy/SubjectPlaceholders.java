package io.celltwin.edge.policy;

import io.celltwin.edge.error.EdgeTwinException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonValue;

/** The placeholder {@code {{ request:subjectId }}} for a subject: the sender's first. */
final class SubjectPlaceholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^}]*)}}|\\$\\{([^}]*)}");
    private static final Set<String> SENDER = Set.of("request:subjectId", "request.subjectId");
    private static final String SUBJECTS = "subjects";

    private SubjectPlaceholders() {}

    /** A policy or a part of it with the placeholders of its subjects replaced; itself if it has none. */
    static JsonValue resolved(JsonValue value, boolean areSubjects, DittoHeaders headers) {
        if (!value.isObject() || value.isNull()) {
            return value;
        }
        JsonObjectBuilder resolved = JsonFactory.newObjectBuilder();
        for (JsonField field : value.asObject()) {
            JsonKey key = areSubjects ? JsonKey.of(resolved(field.getKeyName(), headers)) : field.getKey();
            JsonValue inside = areSubjects ? field.getValue() : resolved(field.getValue(), isSubjects(field), headers);
            resolved.set(JsonField.newInstance(key, inside));
        }
        return resolved.build();
    }

    private static boolean isSubjects(JsonField field) {
        return SUBJECTS.equals(field.getKeyName());
    }

    /** A subject's id with its placeholders replaced. */
    static String resolved(String subject, DittoHeaders headers) {
        Matcher matcher = PLACEHOLDER.matcher(subject);
        StringBuilder resolved = new StringBuilder();
        while (matcher.find()) {
            String name = (matcher.group(1) == null ? matcher.group(2) : matcher.group(1)).trim();
            if (!SENDER.contains(name)) {
                throw EdgeTwinException.ofDitto(
                        "placeholder:placeholder.notresolvable",
                        HttpStatus.BAD_REQUEST,
                        "The placeholder '" + name + "' could not be resolved.",
                        "Use '{{ request:subjectId }}'.");
            }
            String sender = headers.getAuthorizationContext()
                    .getFirstAuthorizationSubject()
                    .orElseThrow()
                    .getId();
            matcher.appendReplacement(resolved, Matcher.quoteReplacement(sender));
        }
        return matcher.appendTail(resolved).toString();
    }
}
