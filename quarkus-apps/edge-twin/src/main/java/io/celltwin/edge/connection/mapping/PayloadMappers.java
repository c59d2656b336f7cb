package io.celltwin.edge.connection.mapping;

import io.celltwin.edge.error.UnsupportedFeature;
import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.ditto.connectivity.model.PayloadMapping;

/** All payload mappers that this process has. */
@Singleton
public class PayloadMappers {
    private final List<PayloadMapper> mappers;

    @Inject
    public PayloadMappers(@All List<PayloadMapper> mappers) {
        this.mappers = mappers;
    }

    /**
     * The mappers that a source or target names, in order; the one called Ditto if it names none.
     *
     * @throws io.celltwin.edge.error.EdgeTwinException with status 501 if one is not there
     */
    public List<PayloadMapper> of(PayloadMapping mapping) {
        List<String> names = mapping.getMappings().isEmpty() ? List.of(DittoPayloadMapper.NAME) : mapping.getMappings();
        return names.stream().map(this::named).toList();
    }

    private PayloadMapper named(String name) {
        return mappers.stream()
                .filter(mapper -> mapper.name().equals(name))
                .findFirst()
                .orElseThrow(this::notSupported);
    }

    /** The error that says which mappers there are. */
    public RuntimeException notSupported() {
        return UnsupportedFeature.PAYLOAD_MAPPING.error(mappers.stream()
                .map(mapper -> "'" + mapper.name() + "'")
                .sorted()
                .collect(Collectors.joining(", ")));
    }
}
