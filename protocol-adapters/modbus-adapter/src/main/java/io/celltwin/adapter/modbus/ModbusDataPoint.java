package io.celltwin.adapter.modbus;

import io.celltwin.adapter.driver.Reading;
import io.celltwin.model.ModelProperty;
import java.time.Duration;
import java.time.Instant;

/**
 * One property of one device, and how it is read.
 *
 * @param property what is read
 * @param range where it is
 * @param encoding what the bytes mean
 * @param pollingTime how often it is read
 * @param timeout how long to wait for an answer
 */
public record ModbusDataPoint(
        ModelProperty property, RegisterRange range, Encoding encoding, Duration pollingTime, Duration timeout) {

    private static final RegisterDecoder DECODER = new RegisterDecoder();

    /**
     * Takes this point's value out of an answer.
     *
     * @param block what was asked for; covers this point's range
     * @param answer the bytes of the answer, as many as the block needs
     * @param readTime when the answer came
     * @return the reading, bad if the bytes mean nothing
     */
    public Reading read(RegisterRange block, byte[] answer, Instant readTime) {
        var decoded = decode(answer, range.start() - block.start());
        return decoded.isGood()
                ? Reading.good(property, decoded.value(), readTime)
                : Reading.bad(property, decoded.badReason(), readTime);
    }

    private Decoded decode(byte[] answer, int index) {
        if (range.area().holdsBits()) {
            return DECODER.decodeBit(answer, index);
        }
        return DECODER.decodeRegisters(answer, index * 2, range.count() * 2, encoding);
    }
}
