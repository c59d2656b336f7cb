package io.celltwin.adapter.modbus;

import io.celltwin.adapter.driver.PropertyWrite;
import io.celltwin.adapter.driver.Reading;
import io.celltwin.adapter.driver.WriteOutcome;
import io.celltwin.adapter.driver.WriteOutcome.Refusal;
import io.celltwin.adapter.driver.WriteOutcome.Refused;
import io.celltwin.adapter.driver.WriteOutcome.Unknown;
import io.celltwin.adapter.driver.WriteOutcome.Written;
import io.celltwin.modbus.codec.Decoded;
import io.celltwin.modbus.codec.NotEncodableException;
import io.celltwin.modbus.codec.RegisterCodec;
import io.celltwin.modbus.gateway.Gateway;
import io.celltwin.modbus.pdu.MaskWriteRequest;
import io.celltwin.modbus.pdu.ModbusRefusal;
import io.celltwin.modbus.pdu.ModbusRequest;
import io.celltwin.modbus.pdu.ReadRequest;
import io.celltwin.modbus.pdu.WriteCoilRequest;
import io.celltwin.modbus.pdu.WriteRangeRequest;
import io.celltwin.modbus.pdu.WriteRegisterRequest;
import io.celltwin.modbus.pdu.WriteThenReadRequest;
import io.celltwin.modbus.plan.DataPoint;
import io.celltwin.modbus.plan.RegisterRange;
import io.celltwin.modbus.transport.NoAnswerException;
import io.celltwin.model.ModelProperty;
import io.celltwin.model.binding.ModbusFunction;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * Writes values to one device and reads them back. Not thread-safe.
 * <ol>
 *   <li>A value is encoded first; one that the registers cannot hold is refused before anything is sent.
 *   <li>All its registers or coils are written by one request, and by no more than these: never across a gap, never half of a value.
 *       One register or coil is written by function 6 or 5, or by 16 or 15 if the device does not know those or the form asks for it.
 *   <li>Bits and single bytes are written by function 22, by which the device itself leaves the others alone. If it does not
 *       know that function, the register is read, changed and written; what changes in between is lost, which is told in the log.
 *   <li>What the device holds then is read back. A request without an answer is never repeated before that: if the device
 *       holds the value it was written, else it is not known.
 * </ol>
 */
final class RegisterWriter {

    private static final Logger LOG = Logger.getLogger(RegisterWriter.class);

    private static final RegisterCodec CODEC = new RegisterCodec();
    private static final int BUSY_RETRIES = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(25);

    private final String deviceId;
    private final Gateway.Member connection;
    private final Map<String, WritePoint> points;
    private boolean singleWritesUnknown;
    private boolean maskWriteUnknown;

    /**
     * @param deviceId for the log
     * @param connection the device's share of an open connection
     * @param points what may be written, by the property's place in the twin
     */
    RegisterWriter(String deviceId, Gateway.Member connection, Map<String, WritePoint> points) {
        this.deviceId = deviceId;
        this.connection = connection;
        this.points = points;
    }

    /** @throws IOException if the connection is of no more use, and it is not known whether the device took the value */
    WriteOutcome write(PropertyWrite write) throws IOException {
        WritePoint point = points.get(write.property().twinPath());
        if (point == null) {
            return new Refused(
                    Refusal.NOT_SUPPORTED,
                    "property %s has no Modbus form with op writeproperty"
                            .formatted(write.property().name()));
        }
        Content content;
        try {
            content = Content.of(point.place(), write.value());
        } catch (NotEncodableException e) {
            return new Refused(Refusal.INVALID_VALUE, e.getMessage());
        }
        if (point.place().range().count() > mostItems(point)) {
            return new Refused(
                    Refusal.NOT_SUPPORTED,
                    "property %s takes more than one Modbus request can write"
                            .formatted(write.property().name()));
        }
        return write(point, content);
    }

    /**
     * Reads a property that can be written.
     *
     * @throws IOException if the connection is of no more use
     */
    Reading read(ModelProperty property) throws IOException {
        WritePoint point = points.get(property.twinPath());
        if (point == null) {
            return Reading.bad(property, "has no Modbus form with op writeproperty", Instant.now());
        }
        DataPoint place = point.place();
        try {
            byte[] held = ask(place, new ReadRequest(place.range()));
            return GroupReader.reading(place, place.decode(place.range(), held), Instant.now());
        } catch (ModbusRefusal | NoAnswerException e) {
            return Reading.bad(property, e.getMessage(), Instant.now());
        }
    }

    private WriteOutcome write(WritePoint point, Content content) throws IOException {
        try {
            byte[] held = send(point, content);
            return held == null ? readBack(point.place()) : outcome(point.place(), held);
        } catch (ModbusRefusal refusal) {
            return refusal.isAcknowledge()
                    ? lookAfter(point.place(), content, refusal.getMessage())
                    : new Refused(Refusal.REFUSED_BY_DEVICE, refusal.getMessage());
        } catch (NoAnswerException miss) {
            return lookAfter(point.place(), content, miss.getMessage());
        }
    }

    /** @return what the device holds now, where its answer says so; else null */
    private byte[] send(WritePoint point, Content content) throws ModbusRefusal, IOException {
        DataPoint place = point.place();
        RegisterRange range = place.range();
        if (range.area().holdsBits()) {
            boolean several = range.count() > 1 || point.asksFor(ModbusFunction.WRITE_MULTIPLE_COILS);
            writeSingle(
                    place,
                    several,
                    new WriteCoilRequest(range.start(), (content.items()[0] & 1) == 1),
                    new WriteRangeRequest(range, content.items()));
            return null;
        }
        if (place.encoding().isPartOfItsRegisters()) {
            writePart(place, content);
            return null;
        }
        if (point.asksFor(ModbusFunction.READ_WRITE_MULTIPLE_HOLDING_REGISTERS)) {
            return ask(place, new WriteThenReadRequest(range, content.items()));
        }
        boolean several = range.count() > 1 || point.asksFor(ModbusFunction.WRITE_MULTIPLE_HOLDING_REGISTERS);
        writeSingle(
                place,
                several,
                new WriteRegisterRequest(range.start(), register(content.items())),
                new WriteRangeRequest(range, content.items()));
        return null;
    }

    private void writeSingle(DataPoint place, boolean several, ModbusRequest<Void> single, ModbusRequest<Void> asRange)
            throws ModbusRefusal, IOException {
        if (!several && !singleWritesUnknown) {
            try {
                ask(place, single);
                return;
            } catch (ModbusRefusal refusal) {
                if (!refusal.isIllegalFunction()) {
                    throw refusal;
                }
                singleWritesUnknown = true;
            }
        }
        ask(place, asRange);
    }

    private void writePart(DataPoint place, Content content) throws ModbusRefusal, IOException {
        if (place.range().count() == 1 && !maskWriteUnknown) {
            try {
                ask(
                        place,
                        new MaskWriteRequest(
                                place.range().start(), register(content.others()), register(content.items())));
                return;
            } catch (ModbusRefusal refusal) {
                if (!refusal.isIllegalFunction()) {
                    throw refusal;
                }
                maskWriteUnknown = true;
                LOG.warnf(
                        "%s does not know function 22 (mask write): its bits are written by reading and writing their"
                                + " register; what changes there in between is lost",
                        deviceId);
            }
        }
        byte[] held = ask(place, new ReadRequest(place.range()));
        ask(place, new WriteRangeRequest(place.range(), content.over(held)));
    }

    private WriteOutcome lookAfter(DataPoint place, Content content, String doubt) throws IOException {
        WriteOutcome now = readBack(place);
        if (!(now instanceof Written written)) {
            return new Unknown(doubt);
        }
        return content.meant().equals(written.held().value())
                ? now
                : new Unknown("%s; afterwards the device held %s"
                        .formatted(doubt, written.held().value()));
    }

    private WriteOutcome readBack(DataPoint place) throws IOException {
        try {
            return outcome(place, ask(place, new ReadRequest(place.range())));
        } catch (ModbusRefusal | NoAnswerException e) {
            return new Unknown("the value was sent, and cannot be read back: " + e.getMessage());
        }
    }

    private static WriteOutcome outcome(DataPoint place, byte[] held) {
        Reading reading = GroupReader.reading(place, place.decode(place.range(), held), Instant.now());
        return reading.isGood()
                ? new Written(reading)
                : new Unknown("the value was sent, and what the device holds now means nothing: "
                        + reading.badReason().orElseThrow());
    }

    /** A device that says it is busy has done nothing, so that it may be asked the same again. */
    private <R> R ask(DataPoint place, ModbusRequest<R> request) throws ModbusRefusal, IOException {
        Duration pause = FIRST_PAUSE;
        for (int retries = 0; ; retries++) {
            try {
                return connection.ask(place.range().unit(), request, place.timeout());
            } catch (ModbusRefusal refusal) {
                if (!refusal.isBusy() || refusal.isAcknowledge() || retries >= BUSY_RETRIES) {
                    throw refusal;
                }
                LockSupport.parkNanos(this, pause.toNanos());
                pause = pause.multipliedBy(2);
            }
        }
    }

    private static int mostItems(WritePoint point) {
        if (point.place().range().area().holdsBits()) {
            return WriteRangeRequest.MAX_COILS;
        }
        return point.asksFor(ModbusFunction.READ_WRITE_MULTIPLE_HOLDING_REGISTERS)
                ? WriteThenReadRequest.MAX_REGISTERS
                : WriteRangeRequest.MAX_REGISTERS;
    }

    private static int register(byte[] bytes) {
        return (bytes[0] & 0xFF) << Byte.SIZE | bytes[1] & 0xFF;
    }

    /**
     * What is to be written.
     *
     * @param items registers or packed bits; where only some bits are the value's, the others are zero
     * @param others a one for each bit that is not the value's
     * @param meant what they are read as, which may be rounded
     */
    private record Content(byte[] items, byte[] others, Object meant) {

        static Content of(DataPoint place, Object value) throws NotEncodableException {
            RegisterRange range = place.range();
            if (range.area().holdsBits()) {
                byte[] bits = CODEC.encodeBits(
                        value, range.count(), place.encoding().elements().isPresent());
                return of(place, bits, new byte[bits.length]);
            }
            byte[] overZeros = new byte[range.count() * 2];
            byte[] overOnes = new byte[range.count() * 2];
            Arrays.fill(overOnes, (byte) 0xFF);
            CODEC.encode(value, overZeros, 0, overZeros.length, place.encoding());
            CODEC.encode(value, overOnes, 0, overOnes.length, place.encoding());
            byte[] others = new byte[overZeros.length];
            for (int i = 0; i < others.length; i++) {
                others[i] = (byte) (overOnes[i] & ~overZeros[i]);
            }
            return of(place, overZeros, others);
        }

        private static Content of(DataPoint place, byte[] items, byte[] others) throws NotEncodableException {
            Decoded meant = place.decode(place.range(), items);
            if (!meant.isGood()) {
                throw new IllegalStateException("what was encoded means nothing: " + meant.badReason());
            }
            return new Content(items, others, meant.value());
        }

        byte[] over(byte[] held) {
            byte[] changed = new byte[held.length];
            for (int i = 0; i < held.length; i++) {
                changed[i] = (byte) (held[i] & others[i] | items[i]);
            }
            return changed;
        }
    }
}
