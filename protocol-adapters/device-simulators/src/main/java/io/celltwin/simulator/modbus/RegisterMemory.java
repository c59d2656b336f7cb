package io.celltwin.simulator.modbus;

import com.ghgande.j2mod.modbus.procimg.IllegalAddressException;
import io.celltwin.modbus.codec.Decoded;
import io.celltwin.simulator.device.DeviceValues;
import io.celltwin.simulator.device.SimulatedSignal;
import java.util.List;

/**
 * One table of a device. It reaches from the lowest to the highest address of its fields; gaps in between read as zero,
 * everything outside is refused. All access is under the device's one lock, so that a read never sees half of a value.
 */
final class RegisterMemory {

    private final Object lock;

    private record Shown(RegisterField field, SimulatedSignal signal) {}

    private final List<RegisterField> fields;
    private final List<Shown> changing;
    private final DeviceValues values;
    private final int first;
    private final short[] words;

    /**
     * @param lock the device's
     * @param fields those of this table
     * @param values take what clients write
     */
    RegisterMemory(Object lock, List<RegisterField> fields, DeviceValues values) {
        this.lock = lock;
        this.fields = List.copyOf(fields);
        this.values = values;
        this.first = fields.stream().mapToInt(RegisterField::address).min().orElse(0);
        this.words =
                new short[fields.stream().mapToInt(RegisterField::end).max().orElse(first) - first];
        List<Shown> all = fields.stream()
                .map(field -> new Shown(field, values.signal(field.property())))
                .toList();
        all.forEach(this::show);
        this.changing =
                all.stream().filter(each -> !each.field.property().writable()).toList();
    }

    /** Shows the present values of all fields that only the device itself changes. The caller holds the lock. */
    void refresh() {
        changing.forEach(this::show);
    }

    /** A copy of some items. */
    short[] read(int address, int count) {
        check(address, count);
        short[] copy = new short[count];
        synchronized (lock) {
            System.arraycopy(words, address - first, copy, 0, count);
        }
        return copy;
    }

    /**
     * Takes what a client writes, all or nothing.
     *
     * @throws IllegalAddressException if an item cannot be written, or a value is outside its property's range: the
     *         library can answer a refused write by this exception code only
     */
    void write(int address, short[] written) {
        check(address, written.length);
        List<RegisterField> touched = fields.stream()
                .filter(field -> field.address() < address + written.length && field.end() > address)
                .toList();
        if (touched.isEmpty()
                || touched.stream().anyMatch(field -> !field.property().writable())) {
            throw new IllegalAddressException("cannot be written");
        }
        synchronized (lock) {
            short[] after = words.clone();
            System.arraycopy(written, 0, after, address - first, written.length);
            List<Object> decoded =
                    touched.stream().map(field -> decode(field, after)).toList();
            for (int i = 0; i < touched.size(); i++) {
                checkRange(touched.get(i), decoded.get(i));
            }
            System.arraycopy(after, 0, words, 0, words.length);
            for (int i = 0; i < touched.size(); i++) {
                values.write(touched.get(i).property(), decoded.get(i));
            }
        }
    }

    private void show(Shown shown) {
        shown.field.encode(shown.signal.value(), words, shown.field.address() - first);
    }

    private Object decode(RegisterField field, short[] memory) {
        Decoded decoded = field.decode(memory, field.address() - first);
        if (!decoded.isGood()) {
            throw new IllegalAddressException(decoded.badReason());
        }
        return decoded.value();
    }

    private void check(int address, int count) {
        if (count < 1 || address < first || address + count > first + words.length) {
            throw new IllegalAddressException("not in this table");
        }
    }

    private static void checkRange(RegisterField field, Object value) {
        if (value instanceof Number written) {
            double number = written.doubleValue();
            boolean below = field.property()
                    .minimum()
                    .filter(bound -> !(number >= bound))
                    .isPresent();
            boolean above = field.property()
                    .maximum()
                    .filter(bound -> !(number <= bound))
                    .isPresent();
            if (below || above || !Double.isFinite(number)) {
                throw new IllegalAddressException("out of range");
            }
        }
    }
}
