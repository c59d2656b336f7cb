package io.celltwin.signin;

import io.quarkus.elytron.security.common.BcryptUtil;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers which passwords were right, since bcrypt is slow on purpose and an API client sends its password with every
 * request. Only a keyed digest is kept, whose key lives as long as this object.
 */
final class VerifiedPasswords {
    private static final int MOST = 1_000;

    private final SecretKeySpec key;
    private final Map<String, byte[]> digestByHash = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
            return size() > MOST;
        }
    };

    VerifiedPasswords() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        key = new SecretKeySpec(random, "HmacSHA256");
    }

    /** Whether the password is the one behind the bcrypt hash; slow the first time, quick afterwards. */
    boolean matches(String password, String bcryptHash) {
        byte[] digest = digest(password);
        synchronized (digestByHash) {
            byte[] known = digestByHash.get(bcryptHash);
            if (known != null && Arrays.equals(known, digest)) {
                return true;
            }
        }
        if (!BcryptUtil.matches(password, bcryptHash)) {
            return false;
        }
        synchronized (digestByHash) {
            digestByHash.put(bcryptHash, digest);
        }
        return true;
    }

    private byte[] digest(String password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(password.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256.", e);
        }
    }
}
