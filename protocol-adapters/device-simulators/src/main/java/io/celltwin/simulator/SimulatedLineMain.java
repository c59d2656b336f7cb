package io.celltwin.simulator;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Runs the line alone, for integrators who want to try their own clients. */
public final class SimulatedLineMain {

    private static final String USAGE = """
            Usage: SimulatedLineMain [OPTION VALUE]...

            Starts a simulated battery production line with Modbus TCP and OPC-UA servers on loopback.
            Ctrl-C stops it.

              --modbus-port PORT   first of 10 consecutive ports of the Modbus devices (1502); 0: any free ones
              --opcua-port PORT    first of 3 consecutive ports of the OPC-UA machines (4841); 0: any free ones
              --replay DIR         directory with recorded data (nasa_pcoe_liion, skab); else a physical model runs
              --speed FACTOR       how much faster than real the batteries live (360)
              --takt SECONDS       how long a batch stays at a machine (45)
              --state DIR          where batch numbers and the packs' age are kept (./simulated-line)
            """;

    private SimulatedLineMain() {}

    /** @param arguments as {@code --help} explains */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length == 1 && arguments[0].equals("--help")) {
            System.out.print(USAGE);
            return;
        }
        try {
            SimulatedLine line = SimulatedLine.start(parse(arguments));
            Runtime.getRuntime().addShutdownHook(new Thread(line::close, "simulated-line-stop"));
            System.out.println(line.dataSource());
            for (SimulatedDevice device : line.devices()) {
                System.out.printf(
                        "%-18s %-36s %-28s %s%n",
                        device.deviceId(), device.address(), device.model(), device.dataSource());
            }
        } catch (IOException | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
        new CountDownLatch(1).await();
    }

    /**
     * @throws IllegalArgumentException naming what is wrong
     */
    static LineOptions parse(String[] arguments) {
        LineOptions options = LineOptions.usual(Path.of("simulated-line")).withPorts(1502, 4841);
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " needs a value; see --help");
            }
            options = with(options, arguments[i], arguments[i + 1]);
        }
        return options;
    }

    private static LineOptions with(LineOptions options, String name, String value) {
        try {
            return switch (name) {
                case "--modbus-port" -> options.withPorts(Integer.parseInt(value), options.opcUaPort());
                case "--opcua-port" -> options.withPorts(options.modbusPort(), Integer.parseInt(value));
                case "--replay" -> options.withReplay(Path.of(value));
                case "--speed" -> options.withSpeed(Double.parseDouble(value));
                case "--takt" -> options.withTakt(Duration.ofMillis((long) (Double.parseDouble(value) * 1000)));
                case "--state" -> options.withStateDirectory(Path.of(value));
                default -> throw new IllegalArgumentException(name + " is no option; see --help");
            };
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " needs a number, not " + value, e);
        }
    }
}
