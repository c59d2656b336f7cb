package io.celltwin.modbus.plan;

import io.celltwin.modbus.codec.Decoded;
import io.celltwin.modbus.codec.RegisterCodec;
import io.celltwin.model.ModelProperty;
import io.celltwin.model.binding.RegisterEncoding;
import java.time.Duration;

/**
 * One property of one device, and how it is read.
 *
 * @param property what is read
 * @param range where it is
 * @param encoding what the bytes mean
 * @param pollingTime how often it is read
 * @param timeout how long to wait for an answer
 */
public record DataPoint(
        ModelProperty property,
        RegisterRange range,
        RegisterEncoding encoding,
        Duration pollingTime,
        Duration timeout) {

    private static final RegisterCodec CODEC = new RegisterCodec();

    /**
     * Takes this point's value out of an answer.
     *
     * @param block what was asked for; covers this point's range
     * @param answer the bytes of the answer, as many as the block needs
     * @return the value, or why the bytes mean nothing
     */
    public Decoded decode(RegisterRange block, byte[] answer) {
        int index = range.start() - block.start();
        if (range.area().holdsBits()) {
            return encoding.elements().isPresent()
                    ? CODEC.decodeBits(answer, index, range.count())
                    : CODEC.decodeBit(answer, index);
        }
        return CODEC.decode(answer, index * 2, range.count() * 2, encoding);
    }
}
