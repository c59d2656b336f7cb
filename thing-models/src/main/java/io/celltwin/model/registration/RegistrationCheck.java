package io.celltwin.model.registration;

import com.fasterxml.jackson.databind.JsonNode;
import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ModelException;
import io.celltwin.model.ThingDescription;
import io.celltwin.model.ThingModel;
import io.celltwin.model.binding.FormOperations;
import io.celltwin.model.binding.FormProtocol;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds what is wrong with a registration before anybody tries to serve the device. What is said is fit for the person who
 * registers it. A registration is untrusted: it may have any content.
 */
public final class RegistrationCheck {

    /** Where the policies that things share have their ids, so that they never meet the id of a thing and its policy. */
    public static final String POLICIES_NAMESPACE = ".policies";

    /** Ditto's form of an id, with a namespace. */
    private static final Pattern THING_ID =
            Pattern.compile("(?<namespace>[a-zA-Z]\\w*+(?:[.-][a-zA-Z]\\w*+)*+):[^\\x00-\\x1F\\x7F-\\xFF/]++");

    private static final Pattern ATTRIBUTE_NAME = Pattern.compile("[^\\x00-\\x1F\\x7F-\\xFF/]++");

    private static final int LONGEST_ID = 256;
    private static final Set<String> MEMBERS = Set.of("model", "address", "attributes", "settings");

    private final Optional<ModelCatalog> models;
    private final Set<String> moreSchemes;

    /**
     * @param models the models that a registration may name; empty if that is not known here
     * @param moreSchemes schemes of addresses that adapters take which are not ours, in lower case
     */
    public RegistrationCheck(Optional<ModelCatalog> models, Set<String> moreSchemes) {
        this.models = models;
        this.moreSchemes = Set.copyOf(moreSchemes);
    }

    /**
     * @param deviceId the device's id, which is to be its twin's
     * @param celltwin {@code ext.celltwin} of its registration
     * @return all that is wrong; empty if nothing is
     */
    public List<String> problems(String deviceId, JsonNode celltwin) {
        List<String> problems = new ArrayList<>();
        idProblem(deviceId).ifPresent(problems::add);
        if (!celltwin.isObject()) {
            problems.add("ext.celltwin is not an object");
            return problems;
        }
        celltwin.fieldNames().forEachRemaining(name -> {
            if (!MEMBERS.contains(name)) {
                problems.add("ext.celltwin has no member %s%s".formatted(name, likely(name, MEMBERS)));
            }
        });
        modelProblem(celltwin.path("model")).ifPresent(problems::add);
        addressProblem(celltwin.path("address")).ifPresent(problems::add);
        notAnObject(celltwin, "attributes").ifPresent(problems::add);
        notAnObject(celltwin, "settings").ifPresent(problems::add);
        attributeProblem(celltwin.path("attributes")).ifPresent(problems::add);
        problems.addAll(settingProblems(celltwin.path("address"), celltwin.path("settings")));
        if (problems.isEmpty()) {
            formProblem(deviceId, celltwin).ifPresent(problems::add);
        }
        return problems;
    }

    private static Optional<String> idProblem(String id) {
        Matcher matcher = THING_ID.matcher(id);
        if (id.length() > LONGEST_ID || !matcher.matches()) {
            return Optional.of("the device's id is to be the id of its twin, <namespace>:<name>, and is none");
        }
        return matcher.group("namespace").endsWith(POLICIES_NAMESPACE)
                ? Optional.of("the device's namespace ends with %s, where policies are".formatted(POLICIES_NAMESPACE))
                : Optional.empty();
    }

    private Optional<String> modelProblem(JsonNode model) {
        if (!model.isTextual() || model.textValue().isBlank()) {
            return Optional.of("the registration names no model (ext.celltwin.model)");
        }
        try {
            models.ifPresent(known -> known.get(model.textValue()));
            return Optional.empty();
        } catch (ModelException e) {
            return Optional.of("the registration's model cannot be used: " + e.summary());
        }
    }

    /** Of a registration without other problems: whether its model says how to read a device at such an address. */
    private Optional<String> formProblem(String deviceId, JsonNode celltwin) {
        URI address = URI.create(celltwin.path("address").textValue());
        String scheme = address.getScheme().toLowerCase(Locale.ROOT);
        if (models.isEmpty()
                || moreSchemes.contains(scheme)
                        && DeviceProtocol.ofScheme(scheme).isEmpty()) {
            return Optional.empty();
        }
        try {
            ThingModel model = models.get().get(celltwin.path("model").textValue());
            ThingDescription description = model.describe(deviceId, address);
            boolean readable = model.properties().stream()
                    .flatMap(property -> description.forms(property).stream())
                    .anyMatch(form -> FormOperations.of(form).reads()
                            && FormProtocol.schemeOf(form.path("href").asText())
                                    .filter(scheme::equals)
                                    .isPresent());
            return readable
                    ? Optional.empty()
                    : Optional.of("model %s has no form for reading by %s".formatted(model.name(), scheme));
        } catch (ModelException e) {
            return Optional.of("the registration's model cannot be used: " + e.summary());
        }
    }

    private Optional<String> addressProblem(JsonNode address) {
        if (!address.isTextual()) {
            return Optional.of("the registration has no address (ext.celltwin.address)");
        }
        URI uri;
        try {
            uri = new URI(address.textValue());
        } catch (URISyntaxException e) {
            return Optional.of("the registration's address is not a URI (ext.celltwin.address): " + e.getReason());
        }
        if (uri.getScheme() == null) {
            return Optional.of("the registration's address has no scheme (ext.celltwin.address)");
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        if (!isTaken(scheme)) {
            return Optional.of("no adapter takes addresses of the scheme %s (ext.celltwin.address), only %s"
                    .formatted(scheme, String.join(", ", DeviceProtocol.allSchemes())));
        }
        return DeviceProtocol.ofScheme(scheme).flatMap(protocol -> protocol.addressProblem(uri));
    }

    private boolean isTaken(String scheme) {
        return moreSchemes.contains(scheme) || DeviceProtocol.ofScheme(scheme).isPresent();
    }

    private static Optional<String> notAnObject(JsonNode celltwin, String name) {
        JsonNode value = celltwin.path(name);
        return value.isMissingNode() || value.isNull() || value.isObject()
                ? Optional.empty()
                : Optional.of("the registration's ext.celltwin.%s is not an object".formatted(name));
    }

    /** Ditto refuses a twin with such a name, with all that is in it. */
    private static Optional<String> attributeProblem(JsonNode attributes) {
        for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
            if (!ATTRIBUTE_NAME.matcher(attribute.getKey()).matches()) {
                return Optional.of(
                        "an attribute's name is empty or has a slash or a control character in it (ext.celltwin.attributes)");
            }
            Optional<String> within = attributeProblem(attribute.getValue());
            if (within.isPresent()) {
                return within;
            }
        }
        return Optional.empty();
    }

    private static List<String> settingProblems(JsonNode address, JsonNode settings) {
        String text = address.asText();
        Optional<DeviceProtocol> protocol = text.indexOf(':') < 0
                ? Optional.empty()
                : DeviceProtocol.ofScheme(text.substring(0, text.indexOf(':')).toLowerCase(Locale.ROOT));
        Map<String, SettingRule> rules = new HashMap<>();
        protocol.map(known ->
                        known.settings(text.substring(0, text.indexOf(':')).toLowerCase(Locale.ROOT)))
                .orElse(DeviceProtocol.OF_ALL)
                .forEach(rule -> rules.put(rule.name(), rule));
        List<String> problems = new ArrayList<>();
        settings.properties().forEach(setting -> {
            SettingRule rule = rules.get(setting.getKey());
            if (rule == null && protocol.isEmpty()) {
                // What an adapter that is not ours has for settings only it knows.
                return;
            }
            if (rule == null) {
                problems.add("there is no setting %s for %s%s"
                        .formatted(
                                setting.getKey(),
                                text.substring(0, text.indexOf(':')),
                                likely(setting.getKey(), rules.keySet())));
            } else if (!setting.getValue().isNull()) {
                rule.problem(setting.getValue()).ifPresent(problems::add);
            }
        });
        return problems;
    }

    /** What was meant, if that can be guessed: capitals are what people get wrong. */
    private static String likely(String name, Set<String> known) {
        return known.stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .map(meant -> "; " + meant + " is meant")
                .orElseGet(() -> ", only " + known.stream().sorted().collect(Collectors.joining(", ")));
    }
}
