package io.celltwin.adapter.opcua.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.celltwin.adapter.driver.Reading;
import io.celltwin.adapter.opcua.failure.StatusNames;
import io.celltwin.adapter.opcua.point.OpcUaDataPoint;
import io.celltwin.adapter.opcua.point.ResolvedPoint;
import io.celltwin.model.ModelProperty;
import java.lang.reflect.Array;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.Matrix;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.jboss.logging.Logger;

/**
 * Makes readings of what a server says of a node's value. Thread-safe. By the severity of its status (OPC 10000-4, 7.39) a value is
 * <ul>
 * <li>good: every {@code Good_} status counts, those too that say how the value came about (overridden at the device, clamped,
 * limited), as long as there is a value; one without ({@code Good_NoData}) is bad,</li>
 * <li>uncertain: there is a value, and the status' name is why it may be wrong,</li>
 * <li>bad: there is no value to show, and the status' name is the reason. So is one of a severity that OPC-UA does not have.</li>
 * </ul>
 */
public final class ValueReader {

    private static final Logger LOG = Logger.getLogger(ValueReader.class);

    private final VariantConverter converter;

    /**
     * @param converter makes values of what the server sends
     */
    public ValueReader(VariantConverter converter) {
        this.converter = converter;
    }

    /**
     * @param resolved what was read
     * @param data value, status and time as the server gave them
     * @return the reading. Its time is the source's, else the server's, else now
     */
    public Reading read(ResolvedPoint resolved, DataValue data) {
        ModelProperty property = resolved.point().property();
        StatusCode status = data.statusCode();
        Times times = Times.of(data);
        // A severity that is none of the three (both bits set) is reserved: then nobody knows what the value is worth.
        if (!status.isGood() && (!status.isUncertain() || data.value().isNull())) {
            return times.reading(property, null, Optional.of(StatusNames.of(status)));
        }
        if (data.value().isNull() && isMoreThanGood(status)) {
            return times.reading(property, null, Optional.of("no value: " + StatusNames.of(status)));
        }
        Optional<String> doubt = status.isUncertain() ? Optional.of(StatusNames.of(status)) : Optional.empty();
        try {
            requireWithinRange(resolved.point(), data.value());
            Variant told = resolved.point().isElement() ? onlyElement(data.value()) : data.value();
            // A name is found by its number, in whatever form the model has it.
            JsonNode schema = resolved.names().isEmpty() ? property.schema() : MissingNode.getInstance();
            Object value = named(converter.convert(told, schema), resolved.names());
            return times.reading(property, value, doubt);
        } catch (NotConvertibleException e) {
            return times.reading(property, null, doubt.or(() -> Optional.of(e.getMessage())));
        } catch (RuntimeException e) {
            // Whatever a server sends costs the value alone, not those that came with it.
            LOG.debugf(e, "%s cannot be understood", resolved.node());
            return times.reading(property, null, doubt.or(() -> Optional.of("the value cannot be understood")));
        }
    }

    /** A server that does not look at the range gives the whole array, which looks as good as the part. */
    private static void requireWithinRange(OpcUaDataPoint point, Variant told) throws NotConvertibleException {
        Object elements = elements(told);
        if (point.indexRange().isEmpty()
                || elements == null
                || !elements.getClass().isArray()) {
            return;
        }
        long most = point.indexRange().get().elements();
        int given = Array.getLength(elements);
        if (given > most) {
            throw new NotConvertibleException("the server gave %d elements for a range of %d".formatted(given, most));
        }
    }

    private static Object elements(Variant told) {
        return told.value() instanceof Matrix matrix ? matrix.getElements() : told.value();
    }

    private static Variant onlyElement(Variant told) throws NotConvertibleException {
        Object elements = elements(told);
        if (elements == null || !elements.getClass().isArray()) {
            return told;
        }
        if (Array.getLength(elements) == 0) {
            throw new NotConvertibleException("the server gave no element for a range of one");
        }
        Object only = Array.get(elements, 0);
        return only instanceof Variant variant ? variant : Variant.of(only);
    }

    private static boolean isMoreThanGood(StatusCode status) {
        return (status.value() & StatusNames.CODE_MASK) != 0;
    }

    private static Object named(Object value, Map<Long, String> names) throws NotConvertibleException {
        if (names.isEmpty()) {
            return value;
        }
        if (value instanceof List<?> elements) {
            List<Object> named = new ArrayList<>(elements.size());
            for (Object element : elements) {
                named.add(named(element, names));
            }
            return named;
        }
        String name = value instanceof Long number ? names.get(number) : null;
        if (name == null) {
            throw new NotConvertibleException("%s is no value of the node's enumeration".formatted(value));
        }
        return name;
    }

    /**
     * @param source when the value was taken
     * @param device what time it was for the server when it told the value: so the value's age is known even where clocks are wrong.
     *            One that tells only the source's time is believed to tell of a change at once
     */
    private record Times(Instant source, Optional<Instant> device) {

        private static Times of(DataValue data) {
            Optional<Instant> server = time(data.serverTime());
            Optional<Instant> source = time(data.sourceTime()).or(() -> server);
            return new Times(source.orElseGet(Instant::now), server.or(() -> source));
        }

        private Reading reading(ModelProperty property, Object value, Optional<String> reason) {
            return new Reading(property, value, reason, source, device);
        }

        private static Optional<Instant> time(DateTime time) {
            return Optional.ofNullable(time).filter(DateTime::isNotNull).map(DateTime::getJavaInstant);
        }
    }
}
