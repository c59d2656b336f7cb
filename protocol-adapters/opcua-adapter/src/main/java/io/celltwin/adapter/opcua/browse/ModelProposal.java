package io.celltwin.adapter.opcua.browse;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.celltwin.adapter.device.DeviceSettings;
import io.celltwin.adapter.driver.RequestMeter;
import io.celltwin.adapter.opcua.config.OpcUaConfig;
import io.celltwin.adapter.opcua.failure.FailureReasons;
import io.celltwin.adapter.opcua.session.ServerSession;
import io.celltwin.adapter.opcua.session.SessionFactory;
import io.celltwin.adapter.opcua.subscription.ChangeMetrics;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/**
 * Proposes a Thing Model of what a server has: a property for each variable, in a feature for each object, with type, unit and range as the
 * server tells them. What stands below {@code Identification}, as the companion specifications for devices (OPC 10000-100) and
 * machinery (OPC 40001-1) have it, becomes attributes of the twin. A person has to look at it: names, deadbands, alarms and
 * who may see what are not in a server.
 */
public final class ModelProposal {

    private static final String IDENTIFICATION = "Identification";

    private static final long CLOSE_MILLIS = 2000;

    private static final JsonMapper JSON = new JsonMapper();

    private final NamespaceTable namespaces;
    private final Set<String> names = new HashSet<>();
    private final Set<String> features = new LinkedHashSet<>();

    private ModelProposal(NamespaceTable namespaces) {
        this.namespaces = namespaces;
    }

    /**
     * Connects to a server, browses it and leaves it again. Blocks until that is done.
     *
     * @param address the server
     * @param settings how to reach it, as a registered device's
     * @param config how to connect
     * @param start the node to begin with, for example {@code i=85}, the server's objects
     * @param title what the machine is called
     * @return the proposed model, as JSON
     * @throws IOException if the server cannot be reached, does not let the adapter in or does not answer, or if the node or a setting
     *             makes no sense; with a message fit for users
     */
    public static String of(URI address, Map<String, Object> settings, OpcUaConfig config, String start, String title)
            throws IOException {
        NodeId node = NodeId.parseSafe(start)
                .orElseThrow(() -> new IOException("'%s' is no node id, as i=85 or ns=2;s=Line is".formatted(start)));
        ExecutorService executor = Executors.newCachedThreadPool();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try {
            SessionFactory factory = new SessionFactory(
                    config,
                    ChangeMetrics.NONE,
                    new RequestMeter(new CompositeMeterRegistry(), "opcua"),
                    executor,
                    timer);
            return propose(
                    factory.open(factory.server(address, new DeviceSettings(settings)), reason -> {}), node, title);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(FailureReasons.of(e), e);
        } catch (UaException | TimeoutException | RuntimeException e) {
            throw new IOException(FailureReasons.of(e), e);
        } finally {
            timer.shutdownNow();
            executor.shutdownNow();
        }
    }

    private static String propose(ServerSession session, NodeId start, String title) throws UaException {
        try {
            return new ModelProposal(session.client().getNamespaceTable())
                    .model(new ServerBrowser(session.client()).variables(start), title)
                    .toPrettyString();
        } finally {
            session.close()
                    .<Object>thenApply(closed -> closed)
                    .toCompletableFuture()
                    .completeOnTimeout(null, CLOSE_MILLIS, TimeUnit.MILLISECONDS)
                    .join();
        }
    }

    private ObjectNode model(List<ServerVariable> variables, String title) {
        ObjectNode model = JSON.createObjectNode();
        model.putArray("@context")
                .add("https://www.w3.org/2022/wot/td/v1.1")
                .addObject()
                .put("cell", "https://celltwin.io/vocab#")
                .put("unit", "http://qudt.org/vocab/unit/");
        model.put("@type", "tm:ThingModel").put("title", title);
        model.putObject("version").put("model", "1.0.0");
        ObjectNode ofFeatures = model.putObject("cell:features");
        model.putObject("securityDefinitions").putObject("auto_sc").put("scheme", "auto");
        model.put("security", "auto_sc").put("base", "{{ADDRESS}}/");
        ObjectNode properties = model.putObject("properties");
        for (ServerVariable variable : variables) {
            properties.set(uniqueName(variable), property(variable));
        }
        features.forEach(feature -> ofFeatures.putObject(feature).put("title", feature));
        return model;
    }

    private ObjectNode property(ServerVariable variable) {
        ObjectNode property = JSON.createObjectNode().put("title", variable.name());
        ObjectNode value = property;
        for (int i = 0; i < variable.dimensions(); i++) {
            value = value.put("type", "array").putObject("items");
        }
        String type = type(variable.builtInType());
        value.put("type", type);
        if (type.equals("number") || type.equals("integer")) {
            property.put(
                    "unit", "unit:" + variable.unit().flatMap(QudtUnits::of).orElse("UNITLESS"));
            variable.range()
                    .filter(range -> range.getLow() < range.getHigh())
                    .ifPresent(range -> property.put("minimum", range.getLow()).put("maximum", range.getHigh()));
        }
        if (!variable.path().contains(IDENTIFICATION)) {
            property.put("cell:feature", feature(variable));
        }
        property.put("readOnly", !variable.writable());
        ObjectNode form = property.putArray("forms").addObject().put("href", "/?id=" + encoded(variable.node()));
        ArrayNode operations = form.putArray("op").add("readproperty").add("observeproperty");
        if (variable.writable()) {
            operations.add("writeproperty");
        }
        return property;
    }

    private static String type(int builtInType) {
        return switch (builtInType) {
            case 1 -> "boolean";
            case 2, 3, 4, 5, 6, 7, 8, 9, 27, 28 -> "integer";
            case 10, 11, 26 -> "number";
            case 22 -> "object";
            default -> "string";
        };
    }

    private String feature(ServerVariable variable) {
        List<String> path = variable.path();
        String feature =
                camelCase(path.size() > 1 ? path.subList(path.size() - 2, path.size() - 1) : List.of("machine"));
        features.add(feature);
        return feature;
    }

    private String uniqueName(ServerVariable variable) {
        List<String> path = variable.path();
        for (int words = 1; words <= path.size(); words++) {
            String name = camelCase(path.subList(path.size() - words, path.size()));
            if (names.add(name)) {
                return name;
            }
        }
        String longest = camelCase(path);
        int number = 2;
        while (!names.add(longest + number)) {
            number++;
        }
        return longest + number;
    }

    private static String camelCase(List<String> words) {
        List<String> parts = new ArrayList<>();
        words.forEach(word -> parts.addAll(List.of(word.split("[^A-Za-z0-9]+"))));
        String name = parts.stream()
                .filter(part -> !part.isEmpty())
                .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
                .collect(Collectors.joining());
        if (name.isEmpty()) {
            return "value";
        }
        String first = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
        return Character.isDigit(first.charAt(0)) ? "n" + first : first;
    }

    private String encoded(NodeId node) {
        return node.expanded(namespaces)
                .toParseableString()
                .replace("%", "%25")
                .replace("#", "%23")
                .replace("&", "%26");
    }
}
