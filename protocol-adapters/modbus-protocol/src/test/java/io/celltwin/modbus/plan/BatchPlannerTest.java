package io.celltwin.modbus.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.celltwin.model.DataClass;
import io.celltwin.model.ModelProperty;
import io.celltwin.model.Unit;
import io.celltwin.model.binding.ModbusArea;
import io.celltwin.model.binding.RegisterEncoding;
import io.celltwin.model.binding.RegisterOrder;
import io.celltwin.model.binding.RegisterType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BatchPlannerTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int RUNS = 300;

    @Test
    void putsNeighboursIntoOneRequestAcrossASmallGap() {
        List<ReadBlock> blocks =
                plan(ReadLimits.DEFAULT, holding(0, RegisterType.FLOAT32), holding(10, RegisterType.UINT16));

        assertThat(blocks)
                .extracting(ReadBlock::range)
                .containsExactly(new RegisterRange(1, ModbusArea.HOLDING_REGISTER, 0, 11));
    }

    @Test
    void cutsAtAGapThatIsTooWide() {
        List<ReadBlock> blocks =
                plan(ReadLimits.DEFAULT, holding(0, RegisterType.FLOAT32), holding(11, RegisterType.UINT16));

        assertThat(blocks)
                .extracting(ReadBlock::range)
                .containsExactly(
                        new RegisterRange(1, ModbusArea.HOLDING_REGISTER, 0, 2),
                        new RegisterRange(1, ModbusArea.HOLDING_REGISTER, 11, 1));
    }

    @Test
    void fillsARequestToTheLimitAndNotBeyond() {
        ReadLimits limits = new ReadLimits(10, 2000, 8);

        List<ReadBlock> blocks = plan(
                limits,
                holding(0, RegisterType.INT64),
                holding(4, RegisterType.INT64),
                holding(8, RegisterType.INT32),
                holding(10, RegisterType.INT16));

        assertThat(blocks)
                .extracting(ReadBlock::range)
                .containsExactly(
                        new RegisterRange(1, ModbusArea.HOLDING_REGISTER, 0, 10),
                        new RegisterRange(1, ModbusArea.HOLDING_REGISTER, 10, 1));
    }

    @Test
    void readsPointsOfDifferentPollingTimesInDifferentGroupsTheFastestFirst() {
        DataPoint slow = point("slow", 1, ModbusArea.COIL, 0, 1, RegisterOrder.BIG_ENDIAN, Duration.ofSeconds(5));
        DataPoint fast = point("fast", 1, ModbusArea.COIL, 1, 1, RegisterOrder.BIG_ENDIAN, SECOND);

        List<PollGroup> groups = new BatchPlanner(ReadLimits.DEFAULT).plan(List.of(slow, fast));

        assertThat(groups).extracting(PollGroup::pollingTime).containsExactly(SECOND, Duration.ofSeconds(5));
        assertThat(groups.get(0).blocks().get(0).points()).containsExactly(fast);
    }

    @Test
    void waitsForARequestAsLongAsItsMostPatientPointDoes() {
        DataPoint hasty = new DataPoint(
                named("a"),
                new RegisterRange(1, ModbusArea.COIL, 0, 1),
                encoding(RegisterOrder.BIG_ENDIAN),
                SECOND,
                Duration.ofMillis(100));
        DataPoint patient = new DataPoint(
                named("b"),
                new RegisterRange(1, ModbusArea.COIL, 1, 1),
                encoding(RegisterOrder.BIG_ENDIAN),
                SECOND,
                Duration.ofMillis(900));

        assertThat(plan(ReadLimits.DEFAULT, hasty, patient))
                .extracting(ReadBlock::timeout)
                .containsExactly(Duration.ofMillis(900));
    }

    @Test
    void refusesAPointThatIsMoreThanOneRequest() {
        DataPoint text = point("text", 1, ModbusArea.HOLDING_REGISTER, 0, 126, RegisterOrder.BIG_ENDIAN, SECOND);

        assertThatThrownBy(() -> plan(ReadLimits.DEFAULT, text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("property text takes 126 items, but one request may ask for 125 only");
    }

    @Test
    void keepsTheRulesWhateverThePointsAre() {
        Random random = new Random(7);
        for (int run = 0; run < RUNS; run++) {
            ReadLimits limits = new ReadLimits(random.nextInt(4, 126), random.nextInt(1, 2001), random.nextInt(0, 20));
            List<DataPoint> points = randomPoints(random);

            List<PollGroup> groups = new BatchPlanner(limits).plan(points);

            List<ReadBlock> blocks =
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
                            .extracting(DataPoint::pollingTime)
                            .containsOnly(group.pollingTime()));
        }
    }

    @Test
    void readsAnAreaByOneRequestWhateverTheByteOrdersInIt() {
        List<DataPoint> points = new ArrayList<>();
        for (int start = 0; start < 93; start++) {
            RegisterOrder order = new RegisterOrder(start % 2 == 0, start % 3 == 0);
            points.add(point("p" + start, 1, ModbusArea.HOLDING_REGISTER, start, 1, order, SECOND));
        }

        assertThat(plan(ReadLimits.DEFAULT, points.toArray(DataPoint[]::new)))
                .extracting(ReadBlock::range)
                .containsExactly(new RegisterRange(1, ModbusArea.HOLDING_REGISTER, 0, 93));
    }

    @Test
    void readsTheLastRegisterAndUnits0And255() {
        assertThat(plan(
                        ReadLimits.DEFAULT,
                        point("a", 0, ModbusArea.COIL, 65_535, 1, RegisterOrder.BIG_ENDIAN, SECOND),
                        point("b", 255, ModbusArea.HOLDING_REGISTER, 65_534, 2, RegisterOrder.BIG_ENDIAN, SECOND)))
                .extracting(ReadBlock::range)
                .containsExactlyInAnyOrder(
                        new RegisterRange(0, ModbusArea.COIL, 65_535, 1),
                        new RegisterRange(255, ModbusArea.HOLDING_REGISTER, 65_534, 2));
    }

    @Test
    void splitsABlockWithARefusedAddressAtItsGapsFirstAndByHalvesThen() {
        ReadBlock block = ReadBlock.covering(List.of(
                holding(0, RegisterType.UINT16), holding(1, RegisterType.UINT16), holding(5, RegisterType.UINT16)));

        List<ReadBlock> stretches = block.splitAtGaps();

        assertThat(stretches)
                .extracting(ReadBlock::range)
                .containsExactly(
                        new RegisterRange(1, ModbusArea.HOLDING_REGISTER, 0, 2),
                        new RegisterRange(1, ModbusArea.HOLDING_REGISTER, 5, 1));
        assertThat(stretches.get(0).splitAtGaps())
                .extracting(part -> part.range().start())
                .containsExactly(0, 1);
        assertThat(stretches.get(1).splitAtGaps()).isEmpty();
    }

    @Test
    void splitsABlockThatIsTooLongIntoHalvesThatServeAllPoints() {
        List<DataPoint> points = new ArrayList<>();
        for (int start = 0; start < 100; start += 4) {
            points.add(holding(start, RegisterType.INT64));
        }

        List<ReadBlock> halves = ReadBlock.covering(points).halves();

        assertThat(halves).extracting(half -> half.range().count()).containsExactly(48, 52);
        assertThat(halves.stream().flatMap(half -> half.points().stream())).containsExactlyElementsOf(points);
    }

    private static void assertCoveredWithoutWideGap(ReadBlock block, int maxGap) {
        RegisterRange range = block.range();
        int end = range.start();
        for (DataPoint point : block.points()) {
            assertThat(point.range().unit()).isEqualTo(range.unit());
            assertThat(point.range().area()).isEqualTo(range.area());
            assertThat(point.range().start()).isBetween(range.start(), range.end() - 1);
            assertThat(point.range().start() - end).isLessThanOrEqualTo(maxGap);
            end = Math.max(end, point.range().end());
        }
        assertThat(end).isEqualTo(range.end());
    }

    private static List<DataPoint> randomPoints(Random random) {
        List<DataPoint> points = new ArrayList<>();
        int number = random.nextInt(1, 60);
        for (int i = 0; i < number; i++) {
            ModbusArea area = ModbusArea.values()[random.nextInt(4)];
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

    private static List<ReadBlock> plan(ReadLimits limits, DataPoint... points) {
        return new BatchPlanner(limits)
                .plan(List.of(points)).stream()
                        .flatMap(group -> group.blocks().stream())
                        .toList();
    }

    private static DataPoint holding(int start, RegisterType type) {
        return point(
                "at" + start,
                1,
                ModbusArea.HOLDING_REGISTER,
                start,
                type.registers(),
                RegisterOrder.BIG_ENDIAN,
                SECOND);
    }

    private static DataPoint point(
            String name, int unit, ModbusArea area, int start, int count, RegisterOrder order, Duration pollingTime) {
        return new DataPoint(
                named(name), new RegisterRange(unit, area, start, count), encoding(order), pollingTime, SECOND);
    }

    private static RegisterEncoding encoding(RegisterOrder order) {
        return RegisterEncoding.plain(RegisterType.UINT16).in(order);
    }

    private static ModelProperty named(String name) {
        return new ModelProperty(
                name,
                Optional.empty(),
                name,
                JsonNodeFactory.instance.objectNode(),
                Set.of(),
                Unit.NONE,
                Optional.empty(),
                Optional.empty(),
                DataClass.INTERNAL,
                false,
                0,
                List.of(),
                List.of());
    }
}
