package io.celltwin.system.plant;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test class that asks for it the one {@link Plant} of the run, started at the first time. */
public final class PlantExtension implements ParameterResolver {
    private static final Namespace OURS = Namespace.create(PlantExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Plant.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(OURS)
                .computeIfAbsent(Shared.class, any -> new Shared(Plant.start()), Shared.class)
                .plant();
    }

    /** Closed by JUnit after the last test. */
    private record Shared(Plant plant) implements AutoCloseable {
        @Override
        public void close() {
            plant.close();
        }
    }
}
