package io.celltwin.battery.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.celltwin.battery.capacity.BatterySample.Counters;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What wrong sensors, clocks and counters say of a battery whose state of health is 90 %: 90, or nothing and why. */
class BadInputTest {

    private static final double TRUTH = 90;

    private final List<Rejection> rejections = new ArrayList<>();
    private final List<CapacityMeasurement> measured = new ArrayList<>();

    @Test
    void aCleanDischargeIsMeasuredWithASmallError() {
        run(new TestBattery(10).cycle().samples());

        right(0.5);
        assertThat(measured.get(0).standardError()).isBetween(0.002, 0.02);
        assertThat(measured.get(0).evidence().meanCurrent()).isCloseTo(2, within(0.02));
        assertThat(measured.get(0).evidence().temperature().orElseThrow()).isCloseTo(25, within(1e-6));
        assertThat(measured.get(0).evidence().window()).isEqualTo("charged to empty");
    }

    @ParameterizedTest
    @CsvSource({"0,1", "5,1", "NaN,1", "2.0,1", "0,2", "1.1,2", "0,20", "-1,5", "65.535,3"})
    void samplesOfACellVoltageThatCannotBeAreIgnored(double volts, int howMany) {
        for (int at : new int[] {13, 60, 170, 300}) {
            run(changed(new TestBattery(10).cycle(), at, howMany, sample -> withVoltage(sample, volts)));
        }

        right(0.5);
        assertThat(measured).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({"0,1", "3,1", "96,1", "100,2", "NaN,1", "-5,1", "255,3"})
    void singleStatesOfChargeThatCannotBeAreIgnored(double percent, int howMany) {
        for (int at : new int[] {14, 60, 170, 300}) {
            run(changed(new TestBattery(10).cycle(), at, howMany, sample -> withStateOfCharge(sample, percent)));
        }

        right(0.5);
        assertThat(measured).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({"3,40", "0,40", "96,40", "3,60", "5,20"})
    void aStateOfChargeThatJumpsForGoodMakesNoCapacityMeasurementOfAPartialOne(double percent, double until) {
        TestBattery battery =
                new TestBattery(10).rest(120).dischargeTo(until, 2).rest(300);
        int jump = battery.samples().size() - 25;
        battery.chargeFully();
        run(changed(battery, jump, 20, sample -> withStateOfCharge(sample, percent)));

        rightOrNothing(4);
    }

    @ParameterizedTest
    @CsvSource({"95,5", "90,10", "80,20", "97,30", "60,5"})
    void aWindowOfTheStateOfChargeIsScaledByItsShare(double from, double to) {
        TestBattery battery = new TestBattery(10);
        battery.dischargeTo(from, 0.5);
        battery.samples().clear();
        run(battery.rest(120).dischargeTo(to, 2).rest(120).flow(1.5, 600).samples());

        right(1.5);
        assertThat(measured.get(0).standardError()).isGreaterThan(0.02);
    }

    @ParameterizedTest
    @ValueSource(doubles = {280, 1000, 120, 2000})
    void aCurrentThatReadsNothingWhileTheVoltageFallsIsNotCounted(double seconds) {
        for (double before : new double[] {600, 1500}) {
            TestBattery battery = new TestBattery(10).rest(120).flow(-2, before);
            int from = battery.samples().size();
            battery.flow(-2, seconds);
            int count = battery.samples().size() - from;
            battery.dischargeTo(0, 2).rest(300);
            run(changed(battery, from, count, sample -> sample.withCurrent(0.01)));
        }

        assertThat(measured).isEmpty();
        assertThat(rejections).extracting(Rejection::reason).containsOnly(Discard.CURRENT_LOST);
    }

    @Test
    void aDeadCurrentSensorIsToldOf() {
        run(changed(new TestBattery(10).cycle(), 0, 400, sample -> sample.withCurrent(0)));

        assertThat(measured).isEmpty();
        assertThat(rejections).extracting(Rejection::reason).contains(Discard.NO_CURRENT);
    }

    @ParameterizedTest
    @CsvSource({"-200,1", "200,1", "-20,1", "-200,2", "-30,2", "30,1", "0,1", "0,2", "-400,5"})
    void spikesOfTheCurrentAreIgnored(double amperes, int howMany) {
        for (int at : new int[] {3, 12, 13, 100, 300, 336, 340}) {
            run(changed(new TestBattery(10).cycle(), at, howMany, sample -> sample.withCurrent(amperes)));
        }

        rightOrNothing(2);
        assertThat(measured.size()).isGreaterThan(4);
    }

    @ParameterizedTest
    @CsvSource({"0.035,36000", "0.02,36000", "0.039,7200", "0.035,3600"})
    void aSmallLoadAfterTheChargeBelongsToTheDischarge(double amperes, double seconds) {
        run(new TestBattery(10)
                .rest(120)
                .flow(-amperes, seconds)
                .dischargeTo(0, 2)
                .rest(300)
                .samples());

        right(0.7);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.05, 0.02, -0.03, -0.1, 0.01})
    void anOffsetOfTheCurrentSensorIsCorrectedAtRestAndTold(double offset) {
        TestBattery battery = new TestBattery(10).cycle();
        run(changed(battery, 0, battery.samples().size(), sample -> sample.withCurrent(sample.current() + offset)));

        right(0.8);
        assertThat(measured.get(0).evidence().offset()).isCloseTo(offset, within(0.002));
    }

    @ParameterizedTest
    @ValueSource(doubles = {200, 100, 290, 1000, 1e6})
    void aClockThatJumpsAheadIsNotIntegrated(double seconds) {
        TestBattery battery = new TestBattery(10)
                .withoutStateOfCharge()
                .dischargeTo(80, 2)
                .chargeFully()
                .cycle();
        run(shifted(battery, battery.samples().size() - 200, seconds));

        assertThat(measured).isEmpty();
        assertThat(rejections).extracting(Rejection::reason).containsAnyOf(Discard.GAP, Discard.CLOCK_UNIT);

        // With a state of charge, the part after the jump still tells the capacity.
        run(shifted(new TestBattery(10).cycle(), 150, seconds));

        right(1);
        assertThat(measured.get(0).evidence().share()).isLessThan(0.7);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-30, -200, -1000, -5000})
    void aClockThatIsSetBackIsNotIntegrated(double seconds) {
        run(shifted(new TestBattery(10).cycle(), 150, seconds));

        rightOrNothing(2);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e7, -900, 200, -15})
    void aSingleSampleAtAWrongTimeIsIgnored(double seconds) {
        run(changed(new TestBattery(10).cycle(), 150, 1, sample -> at(sample, sample.time() + seconds)));

        right(1);
    }

    @Test
    void samplesThatComeTwiceOrLateChangeNothing() {
        List<BatterySample> samples = new ArrayList<>();
        List<BatterySample> clean = new TestBattery(10).cycle().samples();
        for (int i = 0; i < clean.size(); i++) {
            samples.add(clean.get(i));
            if (i % 7 == 3) {
                samples.add(clean.get(i));
            }
            if (i % 11 == 5) {
                samples.add(clean.get(i - 1));
            }
        }
        run(samples);

        right(0.6);
    }

    @ParameterizedTest
    @ValueSource(doubles = {30, 60, 120, 240, 300, 480, 600})
    void sparseSamplesAreIntegratedWithTheirErrorOrDiscarded(double step) {
        run(new TestBattery(step)
                .rest(4 * step)
                .dischargeTo(0, 2)
                .rest(4 * step)
                .samples());

        for (CapacityMeasurement each : measured) {
            assertThat(Math.abs(each.capacity() - TestBattery.CAPACITY)).isLessThan(2.5 * each.standardError());
        }
        assertThat(measured.size() + rejections.size()).isPositive();
        if (step <= 60) {
            assertThat(measured).hasSize(1);
        }
        if (step >= 480) {
            assertThat(measured).isEmpty();
        }
    }

    @Test
    void aLongGapAtASmallCurrentCountsByItsCharge() {
        TestBattery battery = new TestBattery(60).rest(600).flow(-0.1, 18_000);
        int from = battery.samples().size();
        battery.flow(-0.1, 900);
        List<BatterySample> samples = battery.samples();
        samples.subList(from, samples.size() - 1).clear();
        run(battery.dischargeTo(0, 0.1).rest(600).samples());

        right(1.5);
    }

    @Test
    void aReversedSignIsToldOf() {
        TestBattery battery = new TestBattery(10).cycle().chargeFully().rest(300);
        run(changed(battery, 0, battery.samples().size(), sample -> sample.withCurrent(-sample.current())));

        assertThat(measured).isEmpty();
        assertThat(rejections).extracting(Rejection::reason).contains(Discard.SIGN_REVERSED);
    }

    @ParameterizedTest
    @ValueSource(doubles = {10, 1, 0.1})
    void aClockInMillisecondsIsToldOf(double step) {
        TestBattery battery = new TestBattery(step).cycle();
        run(changed(battery, 0, battery.samples().size(), sample -> at(sample, sample.time() * 1000)));

        assertThat(measured).isEmpty();
        assertThat(rejections).extracting(Rejection::reason).contains(Discard.CLOCK_UNIT);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1000, 0.001})
    void aCurrentInAnotherUnitIsToldOf(double factor) {
        TestBattery battery = new TestBattery(10).cycle();
        run(changed(battery, 0, battery.samples().size(), sample -> sample.withCurrent(sample.current() * factor)));

        assertThat(measured).isEmpty();
        assertThat(rejections).extracting(Rejection::reason).containsAnyOf(Discard.CURRENT_UNIT, Discard.NO_CURRENT);
    }

    @ParameterizedTest
    @CsvSource({"60,20,true", "200,12,true", "100,40,false", "20,15,false"})
    void aPartOfTheRecordThatIsMissingWithoutABreakInTimeIsSeenByTheVoltage(int from, int count, boolean told) {
        TestBattery battery = told
                ? new TestBattery(10).cycle()
                : new TestBattery(10)
                        .withoutStateOfCharge()
                        .dischargeTo(50, 2)
                        .chargeFully()
                        .cycle();
        int first = battery.samples().size() - 360 + from;
        List<BatterySample> samples = new ArrayList<>(battery.samples().subList(0, first));
        double seconds = 10 * count;
        battery.samples()
                .subList(first + count, battery.samples().size())
                .forEach(sample -> samples.add(at(sample, sample.time() - seconds)));
        run(samples);

        assertThat(measured).isEmpty();
        assertThat(rejections).extracting(Rejection::reason).contains(Discard.VOLTAGE_STEP);
    }

    @ParameterizedTest
    @CsvSource({"0.1,60", "-0.1,60", "0.05,200", "-0.2,6", "0.2,6"})
    void anotherBatteryOrSensorIsSeenByItsVoltageAtRestAndUnderLoad(double volts, int from) {
        TestBattery battery = new TestBattery(10).withoutStateOfCharge();
        battery.dischargeTo(97, 2).chargeFully();
        int charged = battery.samples().size();
        battery.cycle().flow(1.5, 600);
        run(changed(
                battery,
                charged + from,
                1000,
                sample -> withVoltage(sample, sample.lowestCellVoltage().orElseThrow() + volts)));

        assertThat(measured).isEmpty();
        // One that reads too high never becomes empty.
        assertThat(rejections).extracting(Rejection::reason).containsAnyOf(Discard.VOLTAGE_STEP, Discard.PARTIAL);
    }

    @Test
    void aSensorThatTellsAnotherLevelThanBeforeMakesLaterCapacitiesLessSure() {
        TestBattery battery = new TestBattery(10).cycle();
        int from = battery.samples().size() / 2;
        battery.chargeFully().cycle();
        run(changed(
                battery,
                from,
                battery.samples().size(),
                sample -> withVoltage(sample, sample.lowestCellVoltage().orElseThrow() - 0.03)));

        assertThat(rejections).extracting(Rejection::reason).startsWith(Discard.VOLTAGE_STEP);
        for (CapacityMeasurement each : measured) {
            assertThat(each.standardError()).isGreaterThan(0.03);
            assertThat(Math.abs(each.capacity() - TestBattery.CAPACITY)).isLessThan(2 * each.standardError());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.03, 0.1, 0.3})
    void aNoisyCurrentIsInTheError(double noise) {
        for (int seed = 0; seed < 10; seed++) {
            Random random = new Random(seed);
            TestBattery battery = new TestBattery(10).cycle();
            run(changed(
                    battery,
                    0,
                    battery.samples().size(),
                    sample -> sample.withCurrent(sample.current() + noise * random.nextGaussian())));
        }

        for (CapacityMeasurement each : measured) {
            assertThat(Math.abs(each.capacity() - TestBattery.CAPACITY)).isLessThan(3 * each.standardError());
        }
        assertThat(measured.size() + rejections.size()).isGreaterThanOrEqualTo(10);
        assertThat(measured.size()).isGreaterThan(noise < 0.05 ? 9 : -1);
    }

    @ParameterizedTest
    @CsvSource({"5,60", "100,40", "290,70"})
    void aClockThatStandsWhileTheBatteryGoesOnIsAGap(int from, int count) {
        TestBattery battery = new TestBattery(10).cycle();
        double time = battery.samples().get(from).time();
        double seconds = battery.samples().get(from + count).time() - time;
        List<BatterySample> samples = changed(battery, from, count, sample -> at(sample, time));
        for (int i = from + count; i < samples.size(); i++) {
            samples.set(i, at(samples.get(i), samples.get(i).time() - seconds));
        }
        run(samples);

        assertThat(measured).isEmpty();
        assertThat(rejections).extracting(Rejection::reason).contains(Discard.GAP);
    }

    @Test
    void aCoarseClockIsNone() {
        TestBattery battery = new TestBattery(2).cycle();
        run(changed(battery, 0, battery.samples().size(), sample -> at(sample, 60 * Math.floor(sample.time() / 60))));

        right(2.5);
    }

    @Test
    void aNoisySensorAtRestDoesNotChargeABattery() {
        TestBattery battery =
                new TestBattery(10).withoutStateOfCharge().dischargeTo(20, 2).flow(1.5, 1200);
        int from = battery.samples().size();
        battery.rest(600).dischargeTo(0, 2).rest(300);
        Random random = new Random(4);
        run(changed(battery, from, 60, sample -> sample.withCurrent(0.08 * random.nextGaussian())));

        assertThat(measured).isEmpty();
        assertThat(rejections).isNotEmpty();
    }

    @Test
    void aDischargeWithRegenerativePulsesIsMeasured() {
        TestBattery battery = new TestBattery(10).rest(120);
        for (int pulse = 0; pulse < 36; pulse++) {
            battery.flow(-2, 90).flow(1, 20).rest(10);
        }
        run(battery.dischargeTo(0, 2).rest(300).samples());

        right(1.5);
    }

    @Test
    void aShortHighLoadDoesNotMakeABatteryEmpty() {
        TestBattery battery = new TestBattery(10).rest(120).dischargeTo(30, 2).flow(-10, 30);
        run(battery.dischargeTo(0, 2).rest(300).samples());

        right(1);
    }

    @Test
    void theCountersOfTheManagementSystemAreBetterThanSparseSamples() {
        List<BatterySample> samples = new ArrayList<>();
        List<BatterySample> fine = new TestBattery(1).withCounters().cycle().samples();
        for (int i = 0; i < fine.size(); i += 100) {
            samples.add(fine.get(i));
        }
        samples.add(fine.get(fine.size() - 1));
        run(samples);

        right(0.7);
        assertThat(measured.get(0).evidence().counted()).isTrue();
        assertThat(measured.get(0).standardError()).isLessThan(0.02);
    }

    @Test
    void countersThatStandStillAreNotThere() {
        TestBattery battery = new TestBattery(10).withCounters().cycle();
        run(changed(battery, 0, battery.samples().size(), sample -> counting(sample, 0, 0)));

        right(0.5);
        assertThat(measured.get(0).standardError()).isLessThan(0.02);
    }

    @Test
    void aFewSamplesWhoseStateOfChargeVouchesForTheChargeBetweenAreEnough() {
        List<BatterySample> samples = new ArrayList<>();
        double[][] told = {
            {1, 0, 100, 4.1},
            {2, -10, 100, 4.1},
            {218, -10, 66.7, 3.65},
            {434, -10, 33.3, 3.2},
            {650, -10, 0, 2.75},
            {651, 0, 0, 2.75}
        };
        for (double[] each : told) {
            for (int again = 0; again < 3; again++) {
                samples.add(new BatterySample(
                        each[0],
                        each[1],
                        OptionalDouble.empty(),
                        OptionalDouble.of(each[3]),
                        OptionalDouble.of(each[2]),
                        OptionalInt.of(7)));
            }
        }
        run(samples);

        right(0.2);
        assertThat(measured).hasSize(1);
        assertThat(measured.get(0).standardError()).isLessThan(0.015);
    }

    @Test
    void aCurrentThatIsToldBeforeItsTimeIsOfThatMoment() {
        List<BatterySample> samples = new ArrayList<>();
        for (BatterySample sample : new TestBattery(10).cycle().samples()) {
            double before = samples.isEmpty()
                    ? sample.time()
                    : samples.get(samples.size() - 1).time();
            samples.add(at(sample, before));
            samples.add(sample);
        }
        run(samples);

        right(0.6);
    }

    @ParameterizedTest
    @CsvSource({"0,1", "0,1000", "99999,1", "-3,1"})
    void countersThatFallOrStopAreNotUsed(double discharged, int howMany) {
        run(changed(
                new TestBattery(10).withCounters().cycle(),
                100,
                howMany,
                sample -> new BatterySample(
                        sample.time(),
                        sample.current(),
                        sample.packVoltage(),
                        sample.lowestCellVoltage(),
                        sample.stateOfCharge(),
                        sample.cycle(),
                        sample.cells(),
                        new Counters(OptionalDouble.of(discharged), OptionalDouble.of(90)))));

        right(0.7);
    }

    @Test
    void aMeterThatBeginsInTheMiddleSaysSoOrScales() {
        List<BatterySample> samples =
                new TestBattery(10).withoutStateOfCharge().cycle().samples();
        run(samples.subList(100, samples.size()));

        assertThat(measured).isEmpty();
        assertThat(rejections).extracting(Rejection::reason).containsExactly(Discard.STARTED_LATE);

        List<BatterySample> told = new TestBattery(10).cycle().samples();
        run(told.subList(100, told.size()));

        right(2);
    }

    @Test
    void everyDischargeIsMeasuredOrItsReasonTold() {
        TestBattery battery = new TestBattery(10);
        for (int cycle = 0; cycle < 5; cycle++) {
            battery.cycle().chargeFully().rest(600);
        }
        run(battery.samples());

        right(0.7);
        assertThat(measured).hasSize(5);
        assertThat(rejections).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0.71,60", "0.6,80", "0.85,50"})
    void aStateOfChargeThatWasCountedWithAWrongCapacityTellsNoShare(double slope, double from) {
        TestBattery battery = new TestBattery(10);
        battery.dischargeTo(from, 2);
        battery.samples().clear();
        List<BatterySample> samples =
                new ArrayList<>(battery.dischargeTo(0, 2).rest(300).samples());
        // It falls too slowly, and to nothing at once where the battery is found empty.
        samples.replaceAll(sample -> sample.current() == 0
                ? withStateOfCharge(sample, 0)
                : withStateOfCharge(
                        sample, 100 - slope * (100 - sample.stateOfCharge().orElseThrow())));
        run(samples);

        rightOrNothing(2);
        assertThat(rejections).extracting(Rejection::reason).containsExactly(Discard.STATE_OF_CHARGE);
    }

    @Test
    void aStateOfChargeThatStandsAtFullDoesNotMakeAHalfFullBatteryCharged() {
        TestBattery battery = new TestBattery(10).rest(60).dischargeTo(50, 2);
        battery.samples().clear();
        battery.rest(120).dischargeTo(-3, 2).rest(300);
        run(changed(battery, 0, battery.samples().size(), sample -> withStateOfCharge(sample, 100)));

        assertThat(measured).isEmpty();
        assertThat(rejections).extracting(Rejection::reason).containsExactly(Discard.STATE_OF_CHARGE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aStateOfChargeBetweenZeroAndOneIsNoPercentage(int pauses) {
        TestBattery battery =
                new TestBattery(10).dischargeTo(50, 2).chargeFully().rest(300);
        for (int pause = 0; pause < pauses; pause++) {
            battery.flow(-2, 900).rest(60);
        }
        battery.dischargeTo(0, 2).rest(300);
        run(changed(
                battery,
                0,
                battery.samples().size(),
                sample -> withStateOfCharge(sample, sample.stateOfCharge().orElseThrow() / 100)));

        right(0.7);
    }

    @ParameterizedTest
    @CsvSource({"60,45", "55,35", "70,50"})
    void aStateOfChargeThatStandsStillForATimeTellsNoShare(double from, double to) {
        TestBattery battery = new TestBattery(10).dischargeTo(80, 2);
        battery.samples().clear();
        battery.rest(120).dischargeTo(10, 2).rest(120).flow(1.5, 600).rest(60);
        run(changed(battery, 0, battery.samples().size(), sample -> {
            double percent = sample.stateOfCharge().orElseThrow();
            return withStateOfCharge(sample, percent > from ? percent : Math.max(from, percent + from - to));
        }));

        assertThat(measured).isEmpty();
        assertThat(rejections).extracting(Rejection::reason).containsExactly(Discard.STATE_OF_CHARGE);
    }

    @ParameterizedTest
    @CsvSource({"0.3,100", "0.5,150", "0.25,200", "0.8,60"})
    void aCellSensorThatStepsToAnotherLevelDoesNotSayWhenABatteryIsEmpty(double step, int from) {
        TestBattery battery = new TestBattery(10).cycle();
        run(changed(
                battery,
                from,
                battery.samples().size(),
                sample -> withVoltage(sample, sample.lowestCellVoltage().orElseThrow() - step)));

        assertThat(measured).isEmpty();
        assertThat(rejections).extracting(Rejection::reason).contains(Discard.VOLTAGE_STEP);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.5, 1.2, 1.0})
    void aCurrentSensorAtTheEndOfItsRangeIsSeenByWhatWasChargedBefore(double most) {
        TestBattery battery = new TestBattery(10).cycle().chargeFully().rest(300);
        run(battery.samples());
        assertThat(measured).hasSize(1);
        int charged = battery.samples().size();
        battery.dischargeTo(0, 2).rest(300);
        measured.clear();
        run(changed(battery, charged, 1000, sample -> sample.withCurrent(Math.max(-most, sample.current()))));

        assertThat(measured).hasSize(1);
        right(0.7);
        assertThat(rejections).extracting(Rejection::reason).containsExactly(Discard.UNBALANCED);
    }

    @ParameterizedTest
    @CsvSource({"0.1,150", "-0.1,100", "0.15,250", "-0.19,20", "0.05,180"})
    void anOffsetThatStepsDuringADischargeIsInItsErrorOrRejectsIt(double offset, int from) {
        TestBattery battery = new TestBattery(10).cycle();
        run(changed(battery, from, battery.samples().size(), sample -> sample.withCurrent(sample.current() + offset)));

        for (CapacityMeasurement each : measured) {
            assertThat(Math.abs(each.capacity() - TestBattery.CAPACITY)).isLessThan(2 * each.standardError());
        }
        assertThat(measured.size() + rejections.size()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e300, 1e5, 5, 0.6})
    void aPackVoltageThatCannotBeMakesNoResistance(double volts) {
        TestBattery battery = new TestBattery(10).cycle();
        for (int at : new int[] {11, 12, 13, 14}) {
            run(changed(battery, at, 1, sample -> withPackVoltage(sample, volts)));
        }

        right(0.5);
        assertThat(measured)
                .allSatisfy(each -> assertThat(each.resistance().orElse(0.5)).isBetween(0.1, 3.0));
    }

    @ParameterizedTest
    @CsvSource({"10,60,150", "60,10,30", "10,40,100", "5,30,400"})
    void aSampleRateThatChangesInTheMiddleChangesNoCapacity(double first, double then, int from) {
        List<BatterySample> samples = new ArrayList<>();
        double fine = Math.min(first, then);
        List<BatterySample> all = new TestBattery(fine)
                .withoutStateOfCharge()
                .dischargeTo(80, 2)
                .chargeFully()
                .cycle()
                .samples();
        int index = 0;
        while (index < all.size()) {
            samples.add(all.get(index));
            index += (int) Math.round((samples.size() < from ? first : then) / fine);
        }
        samples.add(all.get(all.size() - 1));
        run(samples);

        for (CapacityMeasurement each : measured) {
            assertThat(Math.abs(each.capacity() - TestBattery.CAPACITY)).isLessThan(2 * each.standardError());
        }
        assertThat(measured.size() + rejections.size()).isPositive();
    }

    @Test
    void twoDischargesWithoutARestBetweenThemAreTwo() {
        run(new TestBattery(10)
                .rest(120)
                .dischargeTo(0, 2)
                .chargeFully()
                .dischargeTo(0, 2)
                .chargeFully()
                .rest(300)
                .samples());

        right(0.7);
        assertThat(measured).hasSize(2);
    }

    private static BatterySample withPackVoltage(BatterySample sample, double volts) {
        return new BatterySample(
                sample.time(),
                sample.current(),
                OptionalDouble.of(volts),
                sample.lowestCellVoltage(),
                sample.stateOfCharge(),
                sample.cycle(),
                sample.cells(),
                sample.counters());
    }

    private void right(double tolerance) {
        assertThat(measured)
                .as("discharges, rejected: %s", rejections)
                .isNotEmpty()
                .allSatisfy(each ->
                        assertThat(100 * each.capacity() / TestBattery.NOMINAL).isCloseTo(TRUTH, within(tolerance)));
    }

    private void rightOrNothing(double tolerance) {
        assertThat(measured)
                .allSatisfy(each -> assertThat(100 * each.capacity() / TestBattery.NOMINAL)
                        .isCloseTo(
                                TRUTH, within(Math.max(tolerance, 250 * each.standardError() / TestBattery.NOMINAL))));
        assertThat(measured.size() + rejections.size()).isPositive();
    }

    private void run(List<BatterySample> samples) {
        DischargeMeter meter = DischargeMeter.of(MeterState.NEW, new MeterSettings(2.7, 95, 5, 300), rejections::add);
        samples.forEach(sample -> meter.next(sample, TestBattery.NOMINAL).ifPresent(measured::add));
    }

    private static List<BatterySample> changed(
            TestBattery battery, int from, int howMany, UnaryOperator<BatterySample> change) {
        List<BatterySample> samples = new ArrayList<>(battery.samples());
        for (int i = from; i < Math.min(samples.size(), from + howMany); i++) {
            samples.set(i, change.apply(samples.get(i)));
        }
        return samples;
    }

    private static List<BatterySample> shifted(TestBattery battery, int from, double seconds) {
        return changed(battery, from, battery.samples().size(), sample -> at(sample, sample.time() + seconds));
    }

    private static BatterySample at(BatterySample sample, double time) {
        return new BatterySample(
                time,
                sample.current(),
                sample.packVoltage(),
                sample.lowestCellVoltage(),
                sample.stateOfCharge(),
                sample.cycle(),
                sample.cells(),
                sample.counters());
    }

    private static BatterySample counting(BatterySample sample, double discharged, double charged) {
        return new BatterySample(
                sample.time(),
                sample.current(),
                sample.packVoltage(),
                sample.lowestCellVoltage(),
                sample.stateOfCharge(),
                sample.cycle(),
                sample.cells(),
                new Counters(OptionalDouble.of(discharged), OptionalDouble.of(charged)));
    }

    private static BatterySample withVoltage(BatterySample sample, double volts) {
        return new BatterySample(
                sample.time(),
                sample.current(),
                sample.packVoltage(),
                OptionalDouble.of(volts),
                sample.stateOfCharge(),
                sample.cycle(),
                sample.cells(),
                sample.counters());
    }

    private static BatterySample withStateOfCharge(BatterySample sample, double percent) {
        return new BatterySample(
                sample.time(),
                sample.current(),
                sample.packVoltage(),
                sample.lowestCellVoltage(),
                OptionalDouble.of(percent),
                OptionalInt.of(7),
                sample.cells(),
                sample.counters());
    }
}
