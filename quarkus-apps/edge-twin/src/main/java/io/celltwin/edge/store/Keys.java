package io.celltwin.edge.store;

import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.entity.EntityKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Keys on disk. An entity is its kind's letter and its id in UTF-8; a change is that, a zero byte (which no id
 * contains) and the revision as eight bytes, so that an entity's changes lie together in order.
 */
final class Keys {
    private Keys() {}

    static byte[] entity(EntityKey key) {
        return (key.kind().code() + key.id()).getBytes(StandardCharsets.UTF_8);
    }

    static EntityKey entity(byte[] key) {
        String text = new String(key, StandardCharsets.UTF_8);
        return new EntityKey(EntityKind.ofCode(text.charAt(0)), text.substring(1));
    }

    static byte[] change(EntityKey key, long revision) {
        byte[] entity = entity(key);
        return ByteBuffer.allocate(entity.length + 1 + Long.BYTES)
                .put(entity)
                .put((byte) 0)
                .putLong(revision)
                .array();
    }

    /** The revision of a change's key. */
    static long revision(byte[] changeKey) {
        return ByteBuffer.wrap(changeKey, changeKey.length - Long.BYTES, Long.BYTES)
                .getLong();
    }

    /** Whether a key is of the form of a change's. */
    static boolean isChange(byte[] key) {
        return key.length > Long.BYTES + 2 && key[key.length - Long.BYTES - 1] == 0;
    }

    /** The entity's key in a change's. */
    static byte[] entityOfChange(byte[] changeKey) {
        return Arrays.copyOf(changeKey, changeKey.length - Long.BYTES - 1);
    }

    /** Whether a change's key belongs to the entity. */
    static boolean isChangeOf(EntityKey key, byte[] changeKey) {
        byte[] entity = entity(key);
        if (changeKey.length != entity.length + 1 + Long.BYTES || changeKey[entity.length] != 0) {
            return false;
        }
        for (int i = 0; i < entity.length; i++) {
            if (entity[i] != changeKey[i]) {
                return false;
            }
        }
        return true;
    }
}
