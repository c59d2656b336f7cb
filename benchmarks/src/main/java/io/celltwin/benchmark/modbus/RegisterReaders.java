package io.celltwin.benchmark.modbus;

import com.ghgande.j2mod.modbus.facade.ModbusTCPMaster;
import io.celltwin.modbus.gateway.Gateway;
import io.celltwin.modbus.gateway.GatewayAddress;
import io.celltwin.modbus.gateway.Gateways;
import io.celltwin.modbus.gateway.LinePauses;
import io.celltwin.modbus.pdu.ReadRequest;
import io.celltwin.modbus.plan.RegisterRange;
import io.celltwin.modbus.transport.MbapTransport;
import io.celltwin.modbus.transport.SocketLine;
import io.celltwin.model.binding.ModbusArea;
import io.celltwin.model.binding.ModbusEndpoint;
import io.celltwin.model.binding.ModbusScheme;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The ways to read that are compared. */
enum RegisterReaders {
    /** A bare loop of the library that is widely used. */
    J2MOD {
        @Override
        RegisterReader connect(int port) throws Exception {
            ModbusTCPMaster master = new ModbusTCPMaster(HOST, port);
            master.connect();
            return new RegisterReader() {
                @Override
                public int read() throws Exception {
                    return master.readInputRegisters(UNIT, 0, REGISTERS)[1].toUnsignedShort();
                }

                @Override
                public void close() {
                    master.disconnect();
                }
            };
        }
    },
    /** What the adapter reads by: its own frames, over a connection that other devices may share. */
    CELLTWIN {
        @Override
        RegisterReader connect(int port) throws Exception {
            Gateways gateways = new Gateways(
                    address -> new MbapTransport(
                            new SocketLine(
                                    address.endpoint().host(),
                                    address.endpoint().port(),
                                    Optional.empty()),
                            rejection -> {}),
                    TIMEOUT);
            Gateway.Member member = gateways.join(
                    GatewayAddress.of(new ModbusEndpoint(ModbusScheme.TCP, HOST, port)),
                    Set.of(UNIT),
                    LinePauses.NONE,
                    reason -> {});
            member.open();
            RegisterRange range = new RegisterRange(UNIT, ModbusArea.INPUT_REGISTER, 0, REGISTERS);
            return new RegisterReader() {
                @Override
                public int read() throws Exception {
                    return member.ask(UNIT, new ReadRequest(range), TIMEOUT)[3];
                }

                @Override
                public void close() {
                    member.close();
                }
            };
        }
    };

    private static final String HOST = "127.0.0.1";
    private static final int UNIT = 1;
    private static final int REGISTERS = 60;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    abstract RegisterReader connect(int port) throws Exception;
}
