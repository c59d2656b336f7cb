package io.celltwin.lifecycle.alarm;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.eclipse.ditto.json.JsonObject;

/**
 * A key of a merge patch that removes all alarms whose ids match: <code>{{ ~regex~ }}</code> or <code>{{ /regex/ }}</code> with null
 * (Ditto, "Removing fields in a merge update with a regex"). So a device takes its own alarms away.
 */
final class AlarmPattern {
    private static final Pattern KEY = Pattern.compile("\\{\\{\\s*([~/])(.*)\\1\\s*}}");

    private AlarmPattern() {}

    /** Whether a patch removes the alarm of that id by a pattern. The twin service has matched it before. */
    static boolean removes(JsonObject alarms, String id) {
        return alarms.stream()
                .filter(field -> field.getValue().isNull())
                .map(field -> KEY.matcher(field.getKeyName()))
                .filter(Matcher::matches)
                .anyMatch(key -> matches(key.group(2), id));
    }

    private static boolean matches(String expression, String id) {
        try {
            return Pattern.matches(expression, id);
        } catch (PatternSyntaxException e) {
            return false; // nor has the twin service taken it for one
        }
    }
}
