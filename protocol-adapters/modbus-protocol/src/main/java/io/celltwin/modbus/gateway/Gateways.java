package io.celltwin.modbus.gateway;

import io.celltwin.modbus.transport.ModbusTransport;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/** All connections to gateways, one for each address; there is one as long as somebody shares it. */
public final class Gateways {

    private final Function<GatewayAddress, ModbusTransport> transports;
    private final Duration connectTimeout;
    private final ConcurrentMap<GatewayAddress, Gateway> connections = new ConcurrentHashMap<>();

    /**
     * @param transports makes the line to an address, not yet open
     * @param connectTimeout how long to try to open a line
     */
    public Gateways(Function<GatewayAddress, ModbusTransport> transports, Duration connectTimeout) {
        this.transports = transports;
        this.connectTimeout = connectTimeout;
    }

    /**
     * Joins the connection to a gateway, a new one if there is none. Does not open it yet.
     *
     * @param address where it leads
     * @param units the units that the member will ask
     * @param pauses what time the member's device needs
     * @param listener is told when the connection fails
     * @return the member's share, which it has to close
     * @throws IllegalArgumentException if others use the same serial line, set up in another way
     */
    public Gateway.Member join(
            GatewayAddress address, Set<Integer> units, LinePauses pauses, GatewayListener listener) {
        requireSameSetUp(address);
        while (true) {
            Gateway present = connections.computeIfAbsent(address, this::gateway);
            Gateway.Member member = present.join(units, pauses, listener);
            if (member != null) {
                return member;
            }
            // It has ended and is about to be forgotten.
            connections.remove(address, present);
        }
    }

    /** A line that is open is set up in one way; the system only says that it cannot be opened again. */
    private void requireSameSetUp(GatewayAddress address) {
        connections.keySet().stream()
                .filter(known -> known.endpoint().equals(address.endpoint()) && !known.equals(address))
                .findAny()
                .ifPresent(known -> {
                    throw new IllegalArgumentException(
                            "the serial line %s is in use by another device with %s, this one wants %s: devices on one line need the same settings"
                                    .formatted(address.endpoint().host(), known.serial(), address.serial()));
                });
    }

    /** How many connections there are. */
    public int size() {
        return connections.size();
    }

    private Gateway gateway(GatewayAddress address) {
        return new Gateway(transports.apply(address), connectTimeout, ended -> connections.remove(address, ended));
    }
}
