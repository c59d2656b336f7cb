package io.celltwin.edge.http;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which methods the resources of Ditto's HTTP API have, as its routes say: whatever is not here is nowhere (404), whatever
 * method a resource does not have is not allowed (405), and both are said before the request is looked at any further.
 */
final class ResourceMethods {
    private static final List<String> GET = List.of("GET");
    private static final List<String> POST = List.of("POST");
    private static final List<String> GET_POST = List.of("GET", "POST");
    private static final List<String> GET_PUT = List.of("GET", "PUT");
    private static final List<String> GET_PUT_PATCH = List.of("GET", "PUT", "PATCH");
    private static final List<String> GET_PUT_DELETE = List.of("GET", "PUT", "DELETE");
    private static final List<String> ALL = List.of("GET", "PUT", "PATCH", "DELETE");

    private static final Set<String> BOXES = Set.of("inbox", "outbox");
    private static final Set<String> ACTIONS = Set.of("activateTokenIntegration", "deactivateTokenIntegration");

    private ResourceMethods() {}

    /**
     * The methods of a resource, in the order in which Ditto names them, or nothing if there is no such resource.
     *
     * @param segments the decoded parts of the path below {@code /api/2/}
     */
    static Optional<List<String>> of(List<String> segments) {
        List<String> below = segments.subList(1, segments.size());
        return switch (segments.get(0)) {
            case "things" -> below.isEmpty() ? Optional.of(GET_POST) : belowId(below, ResourceMethods::ofThing);
            case "policies" -> below.isEmpty() ? Optional.of(POST) : belowId(below, ResourceMethods::ofPolicy);
            case "search" ->
                below.equals(List.of("things")) || below.equals(List.of("things", "count"))
                        ? Optional.of(GET_POST)
                        : Optional.empty();
            case "whoami" -> below.isEmpty() ? Optional.of(GET) : Optional.empty();
            case "checkPermissions" -> below.isEmpty() ? Optional.of(POST) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private interface Part {
        Optional<List<String>> methods(List<String> below);
    }

    /** What lies below an id, a label or the like, which must not be empty. */
    private static Optional<List<String>> belowId(List<String> path, Part part) {
        return path.get(0).isEmpty() ? Optional.empty() : part.methods(path.subList(1, path.size()));
    }

    private static Optional<List<String>> ofThing(List<String> path) {
        if (path.isEmpty()) {
            return Optional.of(ALL);
        }
        if (path.get(0).equals("features")) {
            return path.size() == 1
                    ? Optional.of(ALL)
                    : belowId(path.subList(1, path.size()), ResourceMethods::ofFeature);
        }
        if (BOXES.contains(path.get(0))) {
            return Optional.of(POST);
        }
        return switch (path.get(0)) {
            case "attributes" -> Optional.of(ALL);
            case "definition" -> leaf(path, ALL);
            case "policyId" -> leaf(path, GET_PUT_PATCH);
            case "migrateDefinition" -> leaf(path, POST);
            default -> Optional.empty();
        };
    }

    private static Optional<List<String>> ofFeature(List<String> path) {
        if (path.isEmpty()) {
            return Optional.of(ALL);
        }
        if (BOXES.contains(path.get(0))) {
            return Optional.of(POST);
        }
        return switch (path.get(0)) {
            case "properties", "desiredProperties" -> Optional.of(ALL);
            case "definition" -> leaf(path, ALL);
            default -> Optional.empty();
        };
    }

    private static Optional<List<String>> ofPolicy(List<String> path) {
        if (path.isEmpty()) {
            return Optional.of(GET_PUT_DELETE);
        }
        List<String> below = path.subList(1, path.size());
        return switch (path.get(0)) {
            case "entries" -> below.isEmpty() ? Optional.of(GET_PUT) : belowId(below, ResourceMethods::ofEntry);
            case "imports" -> below.isEmpty() ? Optional.of(GET_PUT_DELETE) : belowId(below, ResourceMethods::ofImport);
            case "actions" -> ofActions(below);
            default -> Optional.empty();
        };
    }

    private static Optional<List<String>> ofEntry(List<String> path) {
        if (path.isEmpty()) {
            return Optional.of(GET_PUT_DELETE);
        }
        return switch (path.get(0)) {
            case "subjects" -> Optional.of(path.size() == 1 ? GET_PUT : GET_PUT_DELETE);
            case "resources" -> Optional.of(GET_PUT_DELETE);
            case "importable", "namespaces" -> leaf(path, GET_PUT);
            case "references", "allowedAdditions" -> leaf(path, GET_PUT_DELETE);
            case "actions" -> ofActions(path.subList(1, path.size()));
            default -> Optional.empty();
        };
    }

    private static Optional<List<String>> ofImport(List<String> path) {
        if (path.isEmpty()) {
            return Optional.of(GET_PUT_DELETE);
        }
        return switch (path.get(0)) {
            case "entries", "transitiveImports" -> leaf(path, GET_PUT);
            default -> Optional.empty();
        };
    }

    private static Optional<List<String>> ofActions(List<String> path) {
        return path.size() == 1 && ACTIONS.contains(path.get(0)) ? Optional.of(POST) : Optional.empty();
    }

    private static Optional<List<String>> leaf(List<String> path, List<String> methods) {
        return path.size() == 1 ? Optional.of(methods) : Optional.empty();
    }
}
