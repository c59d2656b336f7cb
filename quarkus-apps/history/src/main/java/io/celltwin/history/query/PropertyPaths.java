package io.celltwin.history.query;

import io.celltwin.history.error.InvalidQueryException;
import java.util.List;
import java.util.regex.Pattern;

/** The paths of properties in a request. */
public final class PropertyPaths {

    private static final Pattern PROPERTY = Pattern.compile("/features/[^/]+/properties(/[^/]+)+");
    private static final int MOST = 100;
    private static final int LONGEST = 1_000;

    private PropertyPaths() {}

    /**
     * The parameter {@code paths}.
     *
     * @throws InvalidQueryException if it names no properties, or more than 100
     */
    public static List<String> several(QueryParameters parameters) {
        List<String> paths = parameters.list("paths");
        if (paths.isEmpty()) {
            throw new InvalidQueryException("'paths' is needed, such as paths=/features/bms/properties/packVoltage.");
        }
        if (paths.size() > MOST) {
            throw new InvalidQueryException(
                    "'paths' has " + paths.size() + " paths, at most " + MOST + " are answered.");
        }
        return paths.stream().map(PropertyPaths::checked).toList();
    }

    /** @throws InvalidQueryException if it is no path of a property */
    public static String checked(String path) {
        if (path.length() > LONGEST || !PROPERTY.matcher(path).matches()) {
            throw new InvalidQueryException(
                    "A path must be like /features/bms/properties/packVoltage, not '" + Shortened.of(path) + "'.");
        }
        return path;
    }
}
