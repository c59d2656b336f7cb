package io.celltwin.edge.entity;

import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.eclipse.ditto.json.JsonObject;

/**
 * The JSON of an entity, which is read from its text when it is asked for: as objects it takes ten times the memory, and
 * of a hundred thousand twins few are asked for at a time.
 *
 * <p>
 * <b>States.</b> <i>Fresh</i>: the objects alone, of an entity that has just changed. <i>Compact</i>: the text, and the
 * objects until the next garbage collection, so that one look at all twins does not fill the memory with them. A fresh one
 * becomes compact once; what it says never changes.
 */
public final class EntityJson {
    /** The text in UTF-8, null while fresh. */
    private volatile byte[] text;
    /** The objects while fresh, else null. Written after the other two, so that one of them is always there. */
    private volatile JsonObject fresh;

    private volatile WeakReference<JsonObject> read = new WeakReference<>(null);

    private EntityJson(byte[] text, JsonObject fresh) {
        this.text = text;
        this.fresh = fresh;
    }

    static EntityJson of(JsonObject json) {
        return new EntityJson(null, json);
    }

    /** @param text in UTF-8, not changed any more */
    static EntityJson ofText(byte[] text) {
        return new EntityJson(text, null);
    }

    JsonObject get() {
        JsonObject present = fresh;
        if (present == null) {
            present = read.get();
        }
        if (present == null) {
            present = JsonObject.of(new String(text, StandardCharsets.UTF_8));
            read = new WeakReference<>(present);
        }
        return present;
    }

    /** The same, without making objects of the whole where there are none. */
    JsonPart part() {
        JsonObject present = fresh;
        if (present == null) {
            present = read.get();
        }
        return present == null ? JsonPart.ofText(text) : JsonPart.of(present);
    }

    /** The text in UTF-8, not to be changed. */
    byte[] text() {
        byte[] present = text;
        return present == null ? get().toString().getBytes(StandardCharsets.UTF_8) : present;
    }

    boolean contains(byte[] wanted) {
        byte[] searched = text();
        for (int i = 0; i <= searched.length - wanted.length; i++) {
            if (Arrays.equals(searched, i, i + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }

    /** From now on the objects may be forgotten. */
    void compact() {
        JsonObject present = fresh;
        if (present != null) {
            text = text();
            read = new WeakReference<>(present);
            fresh = null;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EntityJson json && get().equals(json.get());
    }

    @Override
    public int hashCode() {
        return get().hashCode();
    }

    @Override
    public String toString() {
        return get().toString();
    }
}
