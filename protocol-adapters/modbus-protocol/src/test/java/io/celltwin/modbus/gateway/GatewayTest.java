package io.celltwin.modbus.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.modbus.pdu.ModbusRequest;
import io.celltwin.modbus.pdu.ReadRequest;
import io.celltwin.modbus.plan.RegisterRange;
import io.celltwin.modbus.transport.ModbusTransport;
import io.celltwin.modbus.transport.NoAnswerException;
import io.celltwin.modbus.transport.SerialSettings;
import io.celltwin.model.binding.ModbusArea;
import io.celltwin.model.binding.ModbusEndpoint;
import io.celltwin.model.binding.ModbusScheme;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The life of shared connections, on a line that is only pretended. */
@Timeout(60)
class GatewayTest {

    private static final GatewayAddress ADDRESS = GatewayAddress.of(new ModbusEndpoint(ModbusScheme.TCP, "plc", 502));
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(1);

    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private IOException refusal;
    private final Gateways gateways = new Gateways(
            address -> {
                Line line = new Line();
                lines.add(line);
                return line;
            },
            TIMEOUT);

    @Test
    void aConnectionLivesAsLongAsSomebodySharesIt() throws Exception {
        Gateway.Member one = join(1);
        Gateway.Member other = join(2);
        one.open();
        other.open();
        one.close();
        one.close();
        assertThat(other.ask(2, request(2), TIMEOUT)).containsExactly(0, 2);

        other.close();

        assertThat(lines).hasSize(1);
        assertThat(lines.get(0).closed).isTrue();
        assertThat(gateways.size()).isZero();
        assertThat(told).isEmpty();
        join(1).open();
        assertThat(lines).hasSize(2);
    }

    @Test
    void aSerialLineThatIsSetUpOtherwiseSaysSo() {
        ModbusEndpoint line = new ModbusEndpoint(ModbusScheme.SERIAL, "/dev/ttyS0", 0);
        GatewayAddress even = GatewayAddress.of(line);
        GatewayAddress odd = new GatewayAddress(line, new SerialSettings(9600, SerialSettings.Parity.ODD, 2));
        Gateway.Member first = gateways.join(even, Set.of(1), LinePauses.NONE, reason -> {});

        assertThatThrownBy(() -> gateways.join(odd, Set.of(2), LinePauses.NONE, reason -> {}))
                .hasMessageContaining(
                        "in use by another device with baudRate 19200, parity even, stopBits 1, this one wants baudRate 9600, parity odd, stopBits 2");

        first.close();
        gateways.join(odd, Set.of(2), LinePauses.NONE, reason -> {}).close();
    }

    @Test
    void anAttemptThatFailsFailsForAllAndTheNextIsANewOne() throws Exception {
        refusal = new IOException("Connection refused");
        Gateway.Member one = join(1);
        Gateway.Member other = join(2);

        assertThatThrownBy(one::open).isInstanceOf(IOException.class).hasMessage("Connection refused");
        assertThat(told).containsExactly("unit 2: Connection refused");
        assertThatThrownBy(other::open).isInstanceOf(IOException.class).hasMessage("Connection refused");
        refusal = null;
        Gateway.Member next = join(1);
        next.open();

        assertThat(next.ask(1, request(1), TIMEOUT)).containsExactly(0, 1);
        assertThat(lines).hasSize(2);
    }

    @Test
    void whoHasLeftGetsNoTurn() throws Exception {
        Gateway.Member one = join(1);
        Gateway.Member other = join(2);
        one.open();
        other.open();
        one.close();

        assertThatThrownBy(() -> one.ask(1, request(1), TIMEOUT)).hasMessage("closed");
        assertThat(other.ask(2, request(2), TIMEOUT)).containsExactly(0, 2);
    }

    @Test
    void neverAreTwoRequestsUnderWayAndEverybodyGetsTheAnswerToHisOwnWhoeverComesAndGoes() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Integer>> all = new ArrayList<>();
            for (int unit = 1; unit <= 8; unit++) {
                int own = unit;
                all.add(threads.submit(() -> comeAndGo(own)));
            }
            for (Future<Integer> each : all) {
                assertThat(each.get()).isEqualTo(300);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(lines).allSatisfy(line -> {
            assertThat(line.most).hasValueLessThanOrEqualTo(1);
            assertThat(line.closed).isTrue();
        });
        assertThat(gateways.size()).isZero();
        assertThat(told).isEmpty();
    }

    @Test
    void theLongestPauseOfItsMembersIsHeldAfterConnectingAndBetweenRequests() throws Exception {
        LinePauses some = new LinePauses(Duration.ofMillis(60), Duration.ofMillis(1));
        LinePauses other = new LinePauses(Duration.ofMillis(1), Duration.ofMillis(40));
        Gateway.Member one = gateways.join(ADDRESS, Set.of(1), some, told::add);
        Gateway.Member two = gateways.join(ADDRESS, Set.of(2), other, told::add);
        one.open();
        long opened = System.nanoTime();
        one.ask(1, request(1), TIMEOUT);
        long first = System.nanoTime();
        two.open();
        two.ask(2, request(2), TIMEOUT);

        assertThat(Duration.ofNanos(first - opened)).isGreaterThanOrEqualTo(Duration.ofMillis(58));
        assertThat(Duration.ofNanos(System.nanoTime() - first)).isGreaterThanOrEqualTo(Duration.ofMillis(38));
    }

    @Test
    void aLineIsGivenUpWhenThreeRequestsInARowHadNoAnswerAndNobodyIsLeft() throws Exception {
        Gateway.Member one = join(1);
        Gateway.Member other = join(2);
        one.open();
        other.open();
        lines.get(0).silent = true;

        assertThatThrownBy(() -> one.ask(1, request(1), SHORT)).isInstanceOf(NoAnswerException.class);
        assertThatThrownBy(() -> other.ask(2, request(2), SHORT)).isInstanceOf(NoAnswerException.class);
        assertThat(told).isEmpty();
        assertThatThrownBy(() -> one.ask(1, request(1), SHORT)).isNotInstanceOf(NoAnswerException.class);

        assertThat(told).containsExactly("unit 2: no answer within 1 ms");
        assertThat(lines.get(0).closed).isTrue();
    }

    @Test
    void aMemberThatLeavesWhileItWaitsIsFreed() throws Exception {
        Gateway.Member slow = join(1);
        Gateway.Member waiting = join(2);
        slow.open();
        waiting.open();
        lines.get(0).hold = new CompletableFuture<>();
        CompletableFuture<byte[]> first = CompletableFuture.supplyAsync(() -> read(slow, 1));
        lines.get(0).entered.get();
        CompletableFuture<byte[]> second = CompletableFuture.supplyAsync(() -> read(waiting, 2));

        waiting.close();

        assertThatThrownBy(second::get).isInstanceOf(ExecutionException.class).hasRootCauseMessage("closed");
        lines.get(0).hold.complete(null);
        assertThat(first.get()).containsExactly(0, 1);
    }

    private int comeAndGo(int unit) throws Exception {
        int right = 0;
        for (int visit = 0; visit < 100; visit++) {
            try (Gateway.Member member = join(unit)) {
                member.open();
                for (int i = 0; i < 3; i++) {
                    right += member.ask(unit, request(unit), TIMEOUT)[1] == unit ? 1 : 0;
                }
            }
        }
        return right;
    }

    private static byte[] read(Gateway.Member member, int unit) {
        try {
            return member.ask(unit, request(unit), TIMEOUT);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Gateway.Member join(int unit) {
        return gateways.join(
                ADDRESS, Set.of(unit), LinePauses.NONE, reason -> told.add("unit " + unit + ": " + reason));
    }

    private static ReadRequest request(int unit) {
        return new ReadRequest(new RegisterRange(unit, ModbusArea.HOLDING_REGISTER, 0, 1));
    }

    /** Each unit's register holds the unit's number. */
    private final class Line implements ModbusTransport {

        private final AtomicInteger underWay = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final CompletableFuture<Void> entered = new CompletableFuture<>();
        private volatile CompletableFuture<Void> hold = CompletableFuture.completedFuture(null);
        private volatile boolean closed;
        private volatile boolean silent;

        @Override
        public void open(Duration timeout) throws IOException {
            if (refusal != null) {
                throw refusal;
            }
        }

        @Override
        @SuppressWarnings("ThreadPriorityCheck") // Other orders of threads now and then.
        public byte[] exchange(int unit, ModbusRequest<?> request, Duration timeout) throws IOException {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            try {
                if (closed) {
                    throw new IOException("line is closed");
                }
                if (silent) {
                    throw new NoAnswerException(timeout, Optional.empty());
                }
                entered.complete(null);
                hold.join();
                if (ThreadLocalRandom.current().nextInt(4) == 0) {
                    Thread.yield();
                }
                return new byte[] {3, 2, 0, (byte) unit};
            } finally {
                underWay.decrementAndGet();
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
