package io.celltwin.adapter.twin;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a device is connected, as its twin's feature {@code connection} says.
 *
 * @param connected whether it is
 * @param since since when
 * @param reason why it is not; empty if it is
 * @param address the device's address; empty if it is not known
 */
public record ConnectionState(boolean connected, Instant since, Optional<String> reason, Optional<String> address) {

    /**
     * @param since since when
     * @param address the device's address
     * @return the state of a connected device
     */
    public static ConnectionState connected(Instant since, URI address) {
        return new ConnectionState(true, since, Optional.empty(), Optional.of(withoutUser(address)));
    }

    /**
     * @param since since when
     * @param reason why
     * @param address the device's address
     * @return the state of a device that is not connected
     */
    public static ConnectionState disconnected(Instant since, String reason, URI address) {
        return new ConnectionState(false, since, Optional.of(reason), Optional.of(withoutUser(address)));
    }

    /**
     * @param since since when
     * @param reason why
     * @return the state of a device whose registration makes no sense
     */
    public static ConnectionState unserved(Instant since, String reason) {
        return new ConnectionState(false, since, Optional.of(reason), Optional.empty());
    }

    /** Credentials in an address are nobody's business who reads the twin. */
    private static String withoutUser(URI address) {
        String user = address.getRawUserInfo();
        return user == null ? address.toString() : address.toString().replace(user + "@", "");
    }
}
