package io.celltwin.lifecycle.record;

import io.celltwin.lifecycle.encryption.CoreCipher;
import java.util.List;
import org.bson.ByteBuf;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.bson.types.Binary;

/**
 * Trade secrets in a record's document: each stands encrypted where it would stand, as a binary, which nothing else in a content is, and is bound to its
 * record and place. What a record says, and thereby its hash, is the same as without. Safe for use by several threads.
 */
public final class CoreFields {
    /** Of a document: the number of the key that has encrypted its trade secrets, 0 if it holds none. */
    static final String KEY = "coreKey";

    static final int NO_KEY = 0;

    private static final String VALUE = "v";
    private static final DocumentCodec CODEC = new DocumentCodec();

    private final CoreContent core;
    private final CoreCipher cipher;

    /**
     * @param core which parts are trade secrets
     * @param cipher encrypts them
     */
    public CoreFields(CoreContent core, CoreCipher cipher) {
        this.core = core;
        this.cipher = cipher;
    }

    /** The number of the key that encrypts. */
    int currentKey() {
        return cipher.currentKey();
    }

    /**
     * The content as it is kept.
     *
     * @param record whose content it is
     * @param content may be changed
     * @return the number of the key, {@link #NO_KEY} if there are no trade secrets in it
     */
    int encrypt(LifecycleRecord record, Document content) {
        int key = NO_KEY;
        for (List<String> path : core.of(record)) {
            Document parent = content;
            for (String name : path.subList(0, path.size() - 1)) {
                parent = parent.get(name, Document.class);
            }
            String name = path.get(path.size() - 1);
            if (parent.containsKey(name)) {
                parent.put(name, encrypted(parent.get(name), place(record.id(), String.join("/", path))));
                key = cipher.currentKey();
            }
        }
        return key;
    }

    private Binary encrypted(Object value, String place) {
        ByteBuf bytes = new RawBsonDocument(new Document(VALUE, value), CODEC).getByteBuffer();
        byte[] plain = new byte[bytes.remaining()];
        bytes.get(plain);
        return new Binary(cipher.encrypt(plain, place));
    }

    /**
     * Puts what was encrypted back.
     *
     * @param id of the record
     * @throws io.celltwin.lifecycle.encryption.LostKeyException if its key is not there
     * @throws io.celltwin.lifecycle.encryption.ChangedValueException if it is not as it was encrypted
     */
    void decrypt(String id, Document content) {
        decrypt(id, "", content);
    }

    private void decrypt(String id, String path, Document part) {
        part.replaceAll((name, value) -> {
            if (value instanceof Document inner) {
                decrypt(id, path + name + "/", inner);
            } else if (value instanceof Binary binary) {
                byte[] plain = cipher.decrypt(binary.getData(), place(id, path + name));
                return new RawBsonDocument(plain).decode(CODEC).get(VALUE);
            }
            return value;
        });
    }

    private static String place(String id, String path) {
        return id + " (" + path + ")";
    }
}
