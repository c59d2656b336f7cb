package io.celltwin.modbus.transport;

import io.celltwin.modbus.pdu.ModbusRequest;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Numbers the requests of Modbus TCP and tells the answer to the present one from all others.
 * <p>
 * {@code abandoned} holds the ids of requests that timed out; it is bounded by the number of ids.
 */
final class MbapMatcher {

    private final RejectionListener listener;
    private final Set<Integer> abandoned = new HashSet<>();
    private int id;
    private int unit;
    private ModbusRequest<?> request;
    private Optional<String> instead = Optional.empty();

    MbapMatcher(RejectionListener listener) {
        this.listener = listener;
    }

    /** @return the request's transaction id */
    int begin(int asked, ModbusRequest<?> what) {
        id = id == Mbap.MAX_TRANSACTION_ID ? 1 : id + 1;
        abandoned.remove(id);
        unit = asked;
        request = what;
        instead = Optional.empty();
        return id;
    }

    /** @return the response PDU; empty if the frame is no answer to the present request */
    Optional<byte[]> answer(byte[] frame, int frameBytes) {
        int answered = Mbap.transactionId(frame);
        if (answered != id) {
            return reject(
                    abandoned.remove(answered) ? Rejection.LATE : Rejection.UNKNOWN_TRANSACTION,
                    "answer to another request");
        }
        int answering = Mbap.unit(frame);
        if (answering != unit) {
            return reject(Rejection.OTHER_UNIT, "answer of unit %d to a request to unit %d".formatted(answering, unit));
        }
        byte[] pdu = Mbap.pdu(frame, frameBytes);
        Optional<String> rejection = request.rejection(pdu);
        return rejection.isEmpty() ? Optional.of(pdu) : reject(Rejection.MISFIT, rejection.get());
    }

    void malformed() {
        reject(Rejection.MALFORMED, "answer that is no Modbus frame");
    }

    /** The present request has timed out. */
    Optional<String> abandon() {
        abandoned.add(id);
        return instead;
    }

    private Optional<byte[]> reject(Rejection rejection, String what) {
        listener.rejected(rejection);
        instead = Optional.of(what);
        return Optional.empty();
    }
}
