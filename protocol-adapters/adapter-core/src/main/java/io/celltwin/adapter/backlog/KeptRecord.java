package io.celltwin.adapter.backlog;

import io.celltwin.adapter.device.DeviceKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A kept message as it is on disk: a version, then what {@link java.io.DataOutput} makes of its parts.
 *
 * @param runMillis when the process had started that kept it
 * @param keptAtMillis when it was kept
 */
record KeptRecord(DeviceKey device, boolean asserted, long runMillis, long number, long keptAtMillis, byte[] payload) {

    private static final byte VERSION = 1;

    byte[] toBytes() {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(payload.length + 100);
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeByte(VERSION);
            out.writeUTF(device.tenant());
            out.writeUTF(device.deviceId());
            out.writeBoolean(asserted);
            out.writeLong(runMillis);
            out.writeLong(number);
            out.writeLong(keptAtMillis);
            out.writeInt(payload.length);
            out.write(payload);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IOException if it is none, or one of a later version */
    static KeptRecord of(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        byte version = in.readByte();
        if (version != VERSION) {
            throw new IOException("a record of version %d, not %d".formatted(version, VERSION));
        }
        DeviceKey device = new DeviceKey(in.readUTF(), in.readUTF());
        boolean asserted = in.readBoolean();
        long run = in.readLong();
        long number = in.readLong();
        long keptAt = in.readLong();
        byte[] payload = new byte[in.readInt()];
        in.readFully(payload);
        return new KeptRecord(device, asserted, run, number, keptAt, payload);
    }
}
