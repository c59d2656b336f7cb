package io.celltwin.chart;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.Index;
import org.jboss.jandex.IndexReader;

/** The configuration keys that a part knows, by what its own code and that of the libraries declares. */
final class KnownKeys {

    private static final List<Declared> DECLARED = declared();
    private static final Pattern MODULE = Pattern.compile("<groupId>io\\.celltwin</groupId>\\s*"
            + "<artifactId>([^<]+)</artifactId>(?!\\s*<type>)(?!\\s*<scope>test)");

    private final List<Pattern> variables;

    private KnownKeys(Set<String> keys) {
        this.variables = keys.stream().map(KnownKeys::variable).toList();
    }

    /** What is declared in the part's module, in those that it depends on, and in libraries. */
    static KnownKeys of(String part) {
        Set<String> modules = new LinkedHashSet<>();
        collectModules(part, modules);
        Set<String> keys = DECLARED.stream()
                .filter(declared -> declared.isIn(modules) || declared.isInALibrary())
                .map(Declared::key)
                .collect(Collectors.toSet());
        if (modules.stream().anyMatch(module -> read(pom(module)).contains("<artifactId>quarkus-kafka-client<"))
                || modules.contains("adapter-core")) {
            Stream.of(ProducerConfig.configNames(), ConsumerConfig.configNames(), AdminClientConfig.configNames())
                    .flatMap(Set::stream)
                    .forEach(setting -> keys.add("kafka." + setting));
        }
        return new KnownKeys(keys);
    }

    boolean know(String variable) {
        return variables.stream().anyMatch(each -> each.matcher(variable).matches());
    }

    /** A key, and the file or folder with the classes where it is declared. */
    private record Declared(String key, String where) {

        boolean isIn(Set<String> modules) {
            return modules.stream().anyMatch(module -> where.contains("/" + module + "/target/"));
        }

        boolean isInALibrary() {
            return !where.contains("/target/") && !where.contains("/io/celltwin/");
        }
    }

    /** The environment variable of a key, by the rule of MicroProfile Config; a star stands for whatever an operator chose. */
    private static Pattern variable(String key) {
        return Pattern.compile(Stream.of(key.split("\\*", -1))
                .map(text -> text.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT))
                .collect(Collectors.joining("[A-Z0-9_]+")));
    }

    private static void collectModules(String module, Set<String> modules) {
        if (modules.add(module)) {
            MODULE.matcher(read(pom(module)).replaceFirst("(?s)<parent>.*?</parent>", ""))
                    .results()
                    .forEach(found -> collectModules(found.group(1), modules));
        }
    }

    private static Path pom(String module) {
        return Stream.of("../..", "../../foundation", "../../quarkus-apps", "../../protocol-adapters")
                .map(folder -> Path.of(folder, module, "pom.xml"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no module " + module));
    }

    private static List<Declared> declared() {
        try {
            List<Declared> all = new ArrayList<>();
            for (URL url : resources("META-INF/jandex.idx")) {
                Index index;
                try (InputStream stream = url.openStream()) {
                    index = new IndexReader(stream).read();
                }
                index.getAnnotations(ConfigMapping.class).stream()
                        .filter(mapping -> mapping.target().kind() == AnnotationTarget.Kind.CLASS)
                        .forEach(mapping ->
                                addKeys(mapping.target().asClass().name().toString(), url, all));
                index.getAnnotations(ConfigProperty.class).stream()
                        .filter(property -> property.value("name") != null)
                        .forEach(property ->
                                all.add(new Declared(property.value("name").asString(), url.getPath())));
            }
            // Quarkus' extensions list their configuration themselves.
            for (URL url : resources("META-INF/quarkus-config-roots.list")) {
                try (InputStream stream = url.openStream()) {
                    new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(type -> !type.isBlank())
                            .forEach(type -> addKeys(type.strip(), url, all));
                }
            }
            return List.copyOf(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void addKeys(String type, URL where, List<Declared> all) {
        Class<?> declaring = load(type);
        ConfigMapping mapping = declaring.getAnnotation(ConfigMapping.class);
        if (mapping != null) {
            ConfigMappings.getProperties(ConfigMappings.ConfigClass.configClass(declaring, mapping.prefix()))
                    .keySet()
                    .forEach(key -> all.add(new Declared(key, where.getPath())));
        }
    }

    private static List<URL> resources(String name) throws IOException {
        return Collections.list(KnownKeys.class.getClassLoader().getResources(name));
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, KnownKeys.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
