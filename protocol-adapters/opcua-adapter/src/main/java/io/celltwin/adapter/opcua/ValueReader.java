package io.celltwin.adapter.opcua;

import io.celltwin.adapter.driver.Reading;
import io.celltwin.adapter.opcua.VariantConverter.NotConvertible;
import io.celltwin.model.ModelProperty;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;

/**
 * Makes readings of what a server says of a node's value.
 */
final class ValueReader {

    private final VariantConverter converter = new VariantConverter();

    /**
     * @param property what was read
     * @param data value, status and time as the server gave them
     * @return the reading; bad, with the status' name, unless the status is good. Its time is the source's, else the
     *         server's, else now
     */
    Reading read(ModelProperty property, DataValue data) {
        Optional<Instant> deviceTime = time(data.sourceTime()).or(() -> time(data.serverTime()));
        Instant time = deviceTime.orElseGet(Instant::now);
        if (!data.statusCode().isGood()) {
            return bad(property, StatusNames.of(data.statusCode()), time, deviceTime.isPresent());
        }
        try {
            return new Reading(
                    property, converter.convert(data.value()), Optional.empty(), time, deviceTime.isPresent());
        } catch (NotConvertible e) {
            return bad(property, e.getMessage(), time, deviceTime.isPresent());
        }
    }

    private static Reading bad(ModelProperty property, String reason, Instant time, boolean deviceClock) {
        return new Reading(property, null, Optional.of(reason), time, deviceClock);
    }

    private static Optional<Instant> time(DateTime time) {
        return Optional.ofNullable(time).filter(DateTime::isNotNull).map(DateTime::getJavaInstant);
    }
}
