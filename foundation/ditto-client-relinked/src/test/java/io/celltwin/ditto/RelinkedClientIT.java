package io.celltwin.ditto;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import org.eclipse.ditto.client.DittoClient;
import org.eclipse.ditto.json.JsonObject;
import org.junit.jupiter.api.Test;

/** The shaded jar, as other modules get it, beside the models that it is to work with. */
class RelinkedClientIT {

    private static final List<String> MOVED = List.of(
            "org.eclipse.ditto.protocol.HeaderTranslator",
            "org.eclipse.ditto.things.model.signals.commands.WithSelectedFields");
    /** What relocating types cannot mend; the documentation tells it. */
    private static final List<String> LIMITS = List.of(
            // putAttribute and putProperty of a bare number; they take a JsonValue, too.
            "org.eclipse.ditto.json.JsonFactory.newValue(D)Lorg/eclipse/ditto/json/JsonValue;",
            "org.eclipse.ditto.json.JsonFactory.newValue(I)Lorg/eclipse/ditto/json/JsonValue;",
            "org.eclipse.ditto.json.JsonFactory.newValue(J)Lorg/eclipse/ditto/json/JsonValue;",
            // Only a service sets the entity of a command.
            "org.eclipse.ditto.base.model.signals.WithOptionalEntity.setEntity (not implemented by");

    @Test
    void theClientOnTheClassPathIsTheShadedOne() throws Exception {
        assertThat(jarOf(DittoClient.class)).hasToString(System.getProperty("celltwin.relinked.jar"));
    }

    @Test
    void everyTypeFieldAndMethodThatItNamesIsThereButForTheKnownLimits() throws Exception {
        SortedSet<String> broken =
                LinkCheck.brokenLinks(jarOf(DittoClient.class), getClass().getClassLoader());
        assertThat(broken).allMatch(link -> LIMITS.stream().anyMatch(link::startsWith));
        assertThat(LIMITS).allMatch(limit -> broken.stream().anyMatch(link -> link.startsWith(limit)));
    }

    @Test
    void theModelsThatItIsLinkedToAreNewerThanItself() throws Exception {
        assertThat(jarOf(JsonObject.class).getFileName()).hasToString(System.getProperty("celltwin.ditto.json"));
    }

    /** Shows that the check finds a type that moved: the stock client names two. */
    @Test
    void theStockClientNamesTwoTypesThatMovedAndNoOthers() throws Exception {
        Path stock = Path.of(System.getProperty("celltwin.stock.client"));
        try (URLClassLoader loader = new StockFirst(stock, getClass().getClassLoader())) {
            SortedSet<String> broken = LinkCheck.brokenLinks(stock, loader);
            assertThat(broken.stream()
                            .map(link -> link.replaceFirst(" .*", ""))
                            // Its own types that are made of those two cannot be loaded either.
                            .filter(name -> !name.startsWith("org.eclipse.ditto.client."))
                            .filter(name -> !name.contains("(") && !name.endsWith(".setEntity"))
                            .distinct())
                    .containsExactlyElementsOf(MOVED);
        }
    }

    private static Path jarOf(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** Finds the client in the stock jar and the models where this test has them. */
    private static final class StockFirst extends URLClassLoader {

        StockFirst(Path stock, ClassLoader models) throws Exception {
            super(new URL[] {stock.toUri().toURL()}, models);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("org.eclipse.ditto.client.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }
}
