package io.celltwin.adapter.modbus;

import io.celltwin.modbus.gateway.Gateway;
import io.celltwin.modbus.pdu.IdentificationRequest;
import io.celltwin.modbus.pdu.ModbusRefusal;
import io.celltwin.modbus.plan.PollGroup;
import io.celltwin.modbus.plan.ReadBlock;
import io.celltwin.modbus.transport.NoAnswerException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Asks a device what it says it is: vendor, product and revision. */
final class IdentificationReader {

    /** The three objects come in three answers at most. */
    private static final int MOST_REQUESTS = 3;

    private final Gateway.Member connection;

    IdentificationReader(Gateway.Member connection) {
        this.connection = connection;
    }

    /**
     * @param groups what is read of the device; its first request tells the unit and how long to wait
     * @return text by object id; empty if the device does not know the function, as many do not
     * @throws IOException if the connection is of no more use
     */
    Map<Integer, String> read(Iterable<PollGroup> groups) throws IOException {
        ReadBlock any = groups.iterator().next().blocks().get(0);
        Map<Integer, String> objects = new TreeMap<>();
        Optional<Integer> next = Optional.of(0);
        try {
            for (int requests = 0; next.isPresent() && requests < MOST_REQUESTS; requests++) {
                IdentificationRequest.Part part =
                        connection.ask(any.range().unit(), new IdentificationRequest(next.get()), any.timeout());
                objects.putAll(part.objects());
                next = part.next();
            }
        } catch (ModbusRefusal | NoAnswerException e) {
            // What it has said until then is all there is.
        }
        return objects;
    }
}
