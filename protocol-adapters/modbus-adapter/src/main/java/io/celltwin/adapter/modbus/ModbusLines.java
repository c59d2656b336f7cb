package io.celltwin.adapter.modbus;

import io.celltwin.adapter.driver.RequestMeter;
import io.celltwin.modbus.gateway.GatewayAddress;
import io.celltwin.modbus.transport.MbapTransport;
import io.celltwin.modbus.transport.ModbusTransport;
import io.celltwin.modbus.transport.Rejection;
import io.celltwin.modbus.transport.RejectionListener;
import io.celltwin.modbus.transport.RtuTransport;
import io.celltwin.modbus.transport.SerialLine;
import io.celltwin.modbus.transport.SocketLine;
import io.celltwin.modbus.transport.UdpTransport;
import io.celltwin.model.binding.ModbusEndpoint;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes the lines to gateways, each as its address says, and counts what they pass over. */
final class ModbusLines {

    private final TlsIdentity tls;
    private final Map<Rejection, Counter> rejected = new EnumMap<>(Rejection.class);
    private final RequestMeter requests;

    ModbusLines(TlsIdentity tls, MeterRegistry meters, RequestMeter requests) {
        this.tls = tls;
        this.requests = requests;
        for (Rejection rejection : Rejection.values()) {
            rejected.put(
                    rejection,
                    Counter.builder("celltwin.modbus.answers.rejected")
                            .description("What came from a line and was no answer to the request under way")
                            .tag(
                                    "reason",
                                    rejection.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                            .register(meters));
        }
    }

    ModbusTransport line(GatewayAddress address) {
        return new MeteredTransport(plain(address), requests);
    }

    private ModbusTransport plain(GatewayAddress address) {
        ModbusEndpoint endpoint = address.endpoint();
        RejectionListener listener = rejection -> rejected.get(rejection).increment();
        return switch (endpoint.scheme()) {
            case TCP -> new MbapTransport(new SocketLine(endpoint.host(), endpoint.port(), Optional.empty()), listener);
            case TLS ->
                new MbapTransport(
                        new SocketLine(endpoint.host(), endpoint.port(), Optional.of(tls.socketFactory())), listener);
            case UDP -> new UdpTransport(endpoint.host(), endpoint.port(), listener);
            case RTU_OVER_TCP ->
                new RtuTransport(
                        new SocketLine(endpoint.host(), endpoint.port(), Optional.empty()), Duration.ZERO, listener);
            case SERIAL ->
                new RtuTransport(
                        new SerialLine(endpoint.host(), address.serial()),
                        address.serial().silence(),
                        listener);
        };
    }
}
