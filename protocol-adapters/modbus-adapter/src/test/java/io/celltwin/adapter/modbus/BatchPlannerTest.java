package io.celltwin.adapter.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.adapter.contract.Properties;
import io.celltwin.adapter.device.DeviceConfigurationException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BatchPlannerTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int RUNS = 300;

    @Test
    void putsNeighboursIntoOneRequestAcrossASmallGap() {
        var blocks = plan(ReadLimits.DEFAULT, holding(0, ValueType.FLOAT32), holding(10, ValueType.UINT16));

        assertThat(blocks)
                .extracting(ReadBlock::range)
                .containsExactly(new RegisterRange(1, RegisterArea.HOLDING_REGISTER, 0, 11));
    }

    @Test
    void cutsAtAGapThatIsTooWide() {
        var blocks = plan(ReadLimits.DEFAULT, holding(0, ValueType.FLOAT32), holding(11, ValueType.UINT16));

        assertThat(blocks)
                .extracting(ReadBlock::range)
                .containsExactly(
                        new RegisterRange(1, RegisterArea.HOLDING_REGISTER, 0, 2),
                        new RegisterRange(1, RegisterArea.HOLDING_REGISTER, 11, 1));
    }

    @Test
    void fillsARequestToTheLimitAndNotBeyond() {
        var limits = new ReadLimits(10, 2000, 8);

        var blocks = plan(
                limits,
                holding(0, ValueType.INT64),
                holding(4, ValueType.INT64),
                holding(8, ValueType.INT32),
                holding(10, ValueType.INT16));

        assertThat(blocks)
                .extracting(ReadBlock::range)
                .containsExactly(
                        new RegisterRange(1, RegisterArea.HOLDING_REGISTER, 0, 10),
                        new RegisterRange(1, RegisterArea.HOLDING_REGISTER, 10, 1));
    }

    @Test
    void readsPointsOfDifferentPollingTimesInDifferentGroupsTheFastestFirst() {
        var slow = point("slow", 1, RegisterArea.COIL, 0, 1, RegisterOrder.BIG_ENDIAN, Duration.ofSeconds(5));
        var fast = point("fast", 1, RegisterArea.COIL, 1, 1, RegisterOrder.BIG_ENDIAN, SECOND);

        var groups = new BatchPlanner(ReadLimits.DEFAULT).plan(List.of(slow, fast));

        assertThat(groups).extracting(PollGroup::pollingTime).containsExactly(SECOND, Duration.ofSeconds(5));
        assertThat(groups.get(0).blocks().get(0).points()).containsExactly(fast);
    }

    @Test
    void waitsForARequestAsLongAsItsMostPatientPointDoes() {
        var hasty = new ModbusDataPoint(
                Properties.named("a"),
                new RegisterRange(1, RegisterArea.COIL, 0, 1),
                encoding(RegisterOrder.BIG_ENDIAN),
                SECOND,
                Duration.ofMillis(100));
        var patient = new ModbusDataPoint(
                Properties.named("b"),
                new RegisterRange(1, RegisterArea.COIL, 1, 1),
                encoding(RegisterOrder.BIG_ENDIAN),
                SECOND,
                Duration.ofMillis(900));

        assertThat(plan(ReadLimits.DEFAULT, hasty, patient))
                .extracting(ReadBlock::timeout)
                .containsExactly(Duration.ofMillis(900));
    }

    @Test
    void refusesAPointThatIsMoreThanOneRequest() {
        var text = point("text", 1, RegisterArea.HOLDING_REGISTER, 0, 126, RegisterOrder.BIG_ENDIAN, SECOND);

        assertThatThrownBy(() -> plan(ReadLimits.DEFAULT, text))
                .isInstanceOf(DeviceConfigurationException.class)
                .hasMessage("property text takes 126 items, but one request may ask for 125 only");
    }

    @Test
    void keepsTheRulesWhateverThePointsAre() {
        var random = new Random(7);
        for (int run = 0; run < RUNS; run++) {
            var limits = new ReadLimits(random.nextInt(4, 126), random.nextInt(1, 2001), random.nextInt(0, 20));
            var points = randomPoints(random);

            var groups = new BatchPlanner(limits).plan(points);

            var blocks =
                    groups.stream().flatMap(group -> group.blocks().stream()).toList();
            assertThat(blocks.stream().flatMap(block -> block.points().stream()))
                    .as("each point exactly once, run %d", run)
                    .containsExactlyInAnyOrderElementsOf(points);
            assertThat(blocks).allSatisfy(block -> {
                assertThat(block.range().count())
                        .isLessThanOrEqualTo(limits.maxItems(block.range().area()));
                assertCoveredWithoutWideGap(block, limits.maxGap());
            });
            assertThat(groups)
                    .allSatisfy(group -> assertThat(group.blocks())
                            .flatExtracting(ReadBlock::points)
                            .extracting(ModbusDataPoint::pollingTime)
                            .containsOnly(group.pollingTime()));
        }
    }

    @Test
    void splitsARefusedBlockAtItsGapsFirstAndIntoPointsThen() {
        var block = ReadBlock.covering(
                List.of(holding(0, ValueType.UINT16), holding(1, ValueType.UINT16), holding(5, ValueType.UINT16)));

        var stretches = block.split();

        assertThat(stretches)
                .extracting(ReadBlock::range)
                .containsExactly(
                        new RegisterRange(1, RegisterArea.HOLDING_REGISTER, 0, 2),
                        new RegisterRange(1, RegisterArea.HOLDING_REGISTER, 5, 1));
        assertThat(stretches.get(0).split())
                .extracting(part -> part.range().start())
                .containsExactly(0, 1);
        assertThat(stretches.get(1).split()).isEmpty();
    }

    private static void assertCoveredWithoutWideGap(ReadBlock block, int maxGap) {
        var range = block.range();
        int end = range.start();
        for (var point : block.points()) {
            assertThat(point.range().unit()).isEqualTo(range.unit());
            assertThat(point.range().area()).isEqualTo(range.area());
            assertThat(point.encoding().order())
                    .isEqualTo(block.points().get(0).encoding().order());
            assertThat(point.range().start()).isBetween(range.start(), range.end() - 1);
            assertThat(point.range().start() - end).isLessThanOrEqualTo(maxGap);
            end = Math.max(end, point.range().end());
        }
        assertThat(end).isEqualTo(range.end());
    }

    private static List<ModbusDataPoint> randomPoints(Random random) {
        var points = new ArrayList<ModbusDataPoint>();
        int number = random.nextInt(1, 60);
        for (int i = 0; i < number; i++) {
            var area = RegisterArea.values()[random.nextInt(4)];
            int width = area.holdsBits() ? 1 : 1 << random.nextInt(3);
            points.add(point(
                    "p" + i,
                    random.nextInt(1, 3),
                    area,
                    random.nextInt(400),
                    width,
                    new RegisterOrder(true, random.nextBoolean()),
                    Duration.ofMillis(100L * random.nextInt(1, 3))));
        }
        return points;
    }

    private static List<ReadBlock> plan(ReadLimits limits, ModbusDataPoint... points) {
        return new BatchPlanner(limits)
                .plan(List.of(points)).stream()
                        .flatMap(group -> group.blocks().stream())
                        .toList();
    }

    private static ModbusDataPoint holding(int start, ValueType type) {
        return point(
                "at" + start,
                1,
                RegisterArea.HOLDING_REGISTER,
                start,
                type.registers(),
                RegisterOrder.BIG_ENDIAN,
                SECOND);
    }

    private static ModbusDataPoint point(
            String name, int unit, RegisterArea area, int start, int count, RegisterOrder order, Duration pollingTime) {
        return new ModbusDataPoint(
                Properties.named(name),
                new RegisterRange(unit, area, start, count),
                encoding(order),
                pollingTime,
                SECOND);
    }

    private static Encoding encoding(RegisterOrder order) {
        return new Encoding(ValueType.UINT16, order, 0, BigDecimal.ONE, BigDecimal.ZERO);
    }
}
