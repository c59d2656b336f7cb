package io.celltwin.battery.capacity;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A kind of fault of sensors, clocks, counters or transmission, which is done to a clean record at random. */
enum Corruption {
    VOLTAGE_SPIKES((rows, random) -> some(rows, random, 2, row -> row.lowest = of(random.nextDouble() * 6 - 0.5))),
    CURRENT_SPIKES((rows, random) -> some(rows, random, 2, row -> row.current = 80 * random.nextGaussian())),
    SMALL_CURRENT_SPIKES((rows, random) -> some(rows, random, 2, row -> row.current += 4 * random.nextGaussian())),
    STATE_OF_CHARGE_SPIKES((rows, random) ->
            some(rows, random, 2, row -> row.stateOfCharge = of(100 * random.nextDouble()))),
    CURRENT_ZEROS((rows, random) -> some(rows, random, 2, row -> row.current = 0)),
    NOT_A_NUMBER_CURRENT((rows, random) -> some(rows, random, 20, row -> row.current = Double.NaN)),
    INFINITE_CURRENT((rows, random) -> some(rows, random, 5, row -> row.current = Double.NEGATIVE_INFINITY)),
    NOT_A_NUMBER_VOLTAGE((rows, random) -> some(rows, random, 20, row -> row.lowest = of(Double.NaN))),
    INFINITE_VOLTAGE((rows, random) -> some(rows, random, 9, row -> row.lowest = of(Double.POSITIVE_INFINITY))),
    NOT_A_NUMBER_TIME((rows, random) -> some(rows, random, 9, row -> row.time = Double.NaN)),
    NOT_A_NUMBER_EVERYTHING((rows, random) -> some(rows, random, 9, row -> {
        row.current = Double.NaN;
        row.lowest = of(Double.NaN);
        row.stateOfCharge = of(Double.NaN);
        row.discharged = of(Double.NaN);
        row.time = Double.POSITIVE_INFINITY;
    })),
    GAP((rows, random) -> window(rows, random, 0.3).clear()),
    SEVERAL_GAPS((rows, random) -> {
        for (int i = 0; i < 4; i++) {
            window(rows, random, 0.05).clear();
        }
    }),
    DROPOUTS((rows, random) -> {
        double share = random.nextDouble() * 0.9;
        rows.removeIf(row -> random.nextDouble() < share);
    }),
    STARTS_LATE(
            (rows, random) -> rows.subList(0, random.nextInt(rows.size() / 2)).clear()),
    CURRENT_OFFSET((rows, random) -> {
        double offset = 0.04 * (2 * random.nextDouble() - 1);
        rows.forEach(row -> row.current += offset);
    }),
    CURRENT_OFFSET_FROM_HERE((rows, random) -> {
        double offset = 0.04 * (2 * random.nextDouble() - 1);
        fromHere(rows, random, row -> row.current += offset);
    }),
    CURRENT_OFFSET_DRIFTS((rows, random) -> {
        double offset = 0.04 * (2 * random.nextDouble() - 1);
        double first = rows.get(0).time;
        double last = rows.get(rows.size() - 1).time;
        rows.forEach(row -> row.current += offset * (row.time - first) / (last - first));
    }),
    CURRENT_NOISE((rows, random) -> {
        double noise = 0.6 * random.nextDouble();
        rows.forEach(row -> row.current += noise * random.nextGaussian());
    }),
    VOLTAGE_OFFSET_FROM_HERE((rows, random) -> {
        double offset = 0.2 * random.nextGaussian();
        fromFullerThanEmpty(rows, random, row -> row.voltages(offset));
    }),
    CUT_WITHOUT_A_BREAK((rows, random) -> {
        List<RecordedRow> cut = window(rows, random, 0.1);
        double seconds = cut.get(cut.size() - 1).time - cut.get(0).time;
        RecordedRow first = cut.get(0);
        int from = rows.indexOf(first);
        cut.clear();
        rows.subList(from, rows.size()).forEach(row -> row.time -= seconds);
    }),
    ANOTHER_BATTERY_FROM_HERE((rows, random) -> {
        double volts = 0.2 * random.nextGaussian();
        fromFullerThanEmpty(rows, random, row -> {
            row.voltages(volts);
            row.stateOfCharge = moved(row.stateOfCharge, 100 * volts / 1.4);
            row.discharged = moved(row.discharged, 300);
            row.charged = moved(row.charged, 290);
        });
    }),
    ANOTHER_BATTERY_FOR_A_TIME((rows, random) -> {
        double volts = 0.2 * random.nextGaussian();
        window(rows, random, 0.2).forEach(row -> {
            row.voltages(volts);
            row.stateOfCharge = moved(row.stateOfCharge, 100 * volts / 1.4);
            row.discharged = moved(row.discharged, 300);
            row.charged = moved(row.charged, 290);
        });
    }),
    CLOCK_STUCK((rows, random) -> stuck(rows, random, (row, first) -> row.time = first.time)),
    CLOCK_STANDS((rows, random) -> {
        List<RecordedRow> window = window(rows, random, 0.1);
        double first = window.get(0).time;
        double seconds = window.get(window.size() - 1).time - first;
        int end = rows.indexOf(window.get(window.size() - 1));
        window.forEach(row -> row.time = first);
        rows.subList(end + 1, rows.size()).forEach(row -> row.time -= seconds);
    }),
    ALL_STUCK((rows, random) -> stuck(rows, random, (row, first) -> {
        row.time = first.time;
        row.current = first.current;
        row.lowest = first.lowest;
        row.highest = first.highest;
        row.pack = first.pack;
        row.stateOfCharge = first.stateOfCharge;
        row.discharged = first.discharged;
        row.charged = first.charged;
    })),
    VOLTAGE_NOISE((rows, random) -> {
        double noise = 0.005 * random.nextDouble();
        rows.forEach(row -> row.voltages(noise * random.nextGaussian()));
    }),
    STATE_OF_CHARGE_NOISE((rows, random) -> {
        double noise = 3 * random.nextDouble();
        rows.forEach(row -> row.stateOfCharge = moved(row.stateOfCharge, noise * random.nextGaussian()));
    }),
    STATE_OF_CHARGE_JUMPS_FROM_HERE((rows, random) -> {
        double offset = 30 * random.nextGaussian();
        fromHere(rows, random, row -> row.stateOfCharge = moved(row.stateOfCharge, offset));
    }),
    CURRENT_IN_MILLIAMPERES((rows, random) -> rows.forEach(row -> row.current *= 1000)),
    CURRENT_IN_MILLIAMPERES_AT_TIMES((rows, random) -> some(rows, random, 30, row -> row.current *= 1000)),
    CURRENT_IN_MILLIAMPERES_FROM_HERE((rows, random) -> fromHere(rows, random, row -> row.current *= 1000)),
    CURRENT_IN_KILOAMPERES((rows, random) -> rows.forEach(row -> row.current /= 1000)),
    CURRENT_IN_TENTHS((rows, random) -> rows.forEach(row -> row.current *= 10)),
    CURRENT_IN_TENTHS_AT_TIMES((rows, random) -> window(rows, random, 0.1).forEach(row -> row.current *= 10)),
    VOLTAGE_IN_MILLIVOLTS((rows, random) -> rows.forEach(row -> row.lowest = times(row.lowest, 1000))),
    VOLTAGE_IN_MILLIVOLTS_AT_TIMES(
            (rows, random) -> some(rows, random, 30, row -> row.lowest = times(row.lowest, 1000))),
    STATE_OF_CHARGE_IN_PARTS((rows, random) -> rows.forEach(row -> row.stateOfCharge = times(row.stateOfCharge, 0.01))),
    STATE_OF_CHARGE_IN_PARTS_FROM_HERE(
            (rows, random) -> fromHere(rows, random, row -> row.stateOfCharge = times(row.stateOfCharge, 0.01))),
    TIME_IN_MILLISECONDS((rows, random) -> rows.forEach(row -> row.time *= 1000)),
    TIME_IN_MILLISECONDS_FROM_HERE((rows, random) -> fromHere(rows, random, row -> row.time *= 1000)),
    TIME_IN_MINUTES((rows, random) -> rows.forEach(row -> row.time /= 60)),
    SIGN_REVERSED((rows, random) -> rows.forEach(row -> row.current = -row.current)),
    SIGN_REVERSED_FROM_HERE((rows, random) -> fromHere(rows, random, row -> row.current = -row.current)),
    SIGN_REVERSED_FOR_A_TIME((rows, random) -> window(rows, random, 0.2).forEach(row -> row.current = -row.current)),
    SIGN_LOST((rows, random) -> rows.forEach(row -> row.current = Math.abs(row.current))),
    CURRENT_STUCK((rows, random) -> stuck(rows, random, (row, first) -> row.current = first.current)),
    VOLTAGE_STUCK((rows, random) -> stuck(rows, random, (row, first) -> {
        row.lowest = first.lowest;
        row.highest = first.highest;
        row.pack = first.pack;
    })),
    STATE_OF_CHARGE_STUCK(
            (rows, random) -> stuck(rows, random, (row, first) -> row.stateOfCharge = first.stateOfCharge)),
    COUNTERS_STUCK((rows, random) -> stuck(rows, random, (row, first) -> {
        row.discharged = first.discharged;
        row.charged = first.charged;
    })),
    ALL_STUCK_BUT_THE_CLOCK((rows, random) -> stuck(rows, random, (row, first) -> {
        row.current = first.current;
        row.lowest = first.lowest;
        row.highest = first.highest;
        row.pack = first.pack;
        row.stateOfCharge = first.stateOfCharge;
        row.discharged = first.discharged;
        row.charged = first.charged;
    })),
    NO_VOLTAGES((rows, random) -> rows.forEach(RecordedRow::withoutVoltages)),
    NO_VOLTAGES_FOR_A_TIME((rows, random) -> window(rows, random, 0.3).forEach(RecordedRow::withoutVoltages)),
    NO_STATE_OF_CHARGE_FOR_A_TIME(
            (rows, random) -> window(rows, random, 0.3).forEach(row -> row.stateOfCharge = OptionalDouble.empty())),
    NO_COUNTERS_FOR_A_TIME(
            (rows, random) -> window(rows, random, 0.3).forEach(row -> row.discharged = OptionalDouble.empty())),
    ROWS_TWICE((rows, random) -> replaced(rows, (row, next) -> {
        next.add(row);
        if (random.nextInt(3) == 0) {
            next.add(row.copy());
        }
    })),
    A_BATCH_TWICE((rows, random) -> {
        List<RecordedRow> batch = new ArrayList<>();
        window(rows, random, 0.1).forEach(row -> batch.add(row.copy()));
        rows.addAll(rows.indexOf(last(rows, batch)) + 1, batch);
    }),
    THE_RECORD_TWICE((rows, random) -> {
        List<RecordedRow> again = new ArrayList<>();
        rows.forEach(row -> again.add(row.copy()));
        rows.addAll(again);
    }),
    NEIGHBOURS_SWAPPED((rows, random) -> {
        for (int i = 0; i < 20; i++) {
            int at = random.nextInt(rows.size() - 3);
            Collections.swap(rows, at, at + 1 + random.nextInt(2));
        }
    }),
    A_BATCH_BACKWARDS((rows, random) -> Collections.reverse(window(rows, random, 0.05))),
    CLOCK_LEAPS_AHEAD((rows, random) -> {
        double seconds = Math.exp(9 * random.nextDouble());
        fromHere(rows, random, row -> row.time += seconds);
    }),
    CLOCK_SET_BACK((rows, random) -> {
        double seconds = Math.exp(9 * random.nextDouble());
        fromHere(rows, random, row -> row.time -= seconds);
    }),
    CLOCK_WRONG_FOR_A_TIME((rows, random) -> {
        double seconds = 2000 * random.nextGaussian();
        window(rows, random, 0.1).forEach(row -> row.time += seconds);
    }),
    CLOCK_TO_ZERO((rows, random) -> {
        double[] start = {Double.NaN};
        fromHere(rows, random, row -> {
            start[0] = Double.isNaN(start[0]) ? row.time : start[0];
            row.time -= start[0];
        });
    }),
    CLOCK_JITTER((rows, random) -> {
        double noise = 20 * random.nextDouble();
        rows.forEach(row -> row.time += noise * random.nextGaussian());
    }),
    COUNTERS_RESET((rows, random) -> {
        double[] start = {Double.NaN, 0};
        fromHere(rows, random, row -> {
            if (Double.isNaN(start[0])) {
                start[0] = row.discharged.orElse(0);
                start[1] = row.charged.orElse(0);
            }
            row.discharged = moved(row.discharged, -start[0]);
            row.charged = moved(row.charged, -start[1]);
        });
    }),
    COUNTERS_WRAP((rows, random) -> {
        double size = 0.5 + 5 * random.nextDouble();
        rows.forEach(row -> {
            row.discharged = of(row.discharged.orElse(0) % size);
            row.charged = of(row.charged.orElse(0) % size);
        });
    }),
    COUNTERS_IN_MILLIAMPERE_HOURS((rows, random) -> rows.forEach(row -> {
        row.discharged = times(row.discharged, 1000);
        row.charged = times(row.charged, 1000);
    })),
    COUNTERS_IN_WATT_HOURS((rows, random) -> rows.forEach(row -> {
        row.discharged = times(row.discharged, 3.5);
        row.charged = times(row.charged, 3.5);
    })),
    COUNTERS_SWAPPED((rows, random) -> rows.forEach(row -> {
        OptionalDouble discharged = row.discharged;
        row.discharged = row.charged;
        row.charged = discharged;
    })),
    COUNTERS_COARSE((rows, random) -> rows.forEach(row -> {
        row.discharged = of(Math.floor(row.discharged.orElse(0)));
        row.charged = of(Math.floor(row.charged.orElse(0)));
    })),
    COUNTERS_SPIKE((rows, random) -> some(rows, random, 2, row -> row.discharged = of(1e4 * random.nextDouble()))),
    CURRENT_AND_VOLTAGE_SWAPPED((rows, random) -> rows.forEach(row -> {
        double current = row.current;
        row.current = row.lowest.getAsDouble();
        row.lowest = of(current);
    })),
    STATE_OF_CHARGE_AND_TEMPERATURE_SWAPPED((rows, random) -> rows.forEach(row -> {
        OptionalDouble percent = row.stateOfCharge;
        row.stateOfCharge = row.temperature;
        row.temperature = percent;
    })),
    CELLS_SWAPPED((rows, random) -> rows.forEach(row -> {
        OptionalDouble lowest = row.lowest;
        row.lowest = row.highest;
        row.highest = lowest;
    })),
    PACK_VOLTAGE_FOR_A_CELL((rows, random) -> rows.forEach(row -> row.lowest = row.pack)),
    TEMPERATURE_OUT_OF_RANGE((rows, random) ->
            some(rows, random, 40, row -> row.temperature = of(1000 * random.nextGaussian()))),
    CYCLES_OUT_OF_RANGE((rows, random) -> some(rows, random, 40, row -> row.cycle = OptionalInt.of(random.nextInt()))),
    CURRENT_COARSE((rows, random) -> {
        double step = 0.02 * random.nextDouble() + 0.001;
        rows.forEach(row -> row.current = step * Math.round(row.current / step));
    }),
    CURRENT_SMOOTHED((rows, random) -> {
        double kept = random.nextDouble() * 0.95;
        double[] smooth = {rows.get(0).current};
        rows.forEach(row -> {
            smooth[0] = kept * smooth[0] + (1 - kept) * row.current;
            row.current = smooth[0];
        });
    }),
    ALL_ZERO_FOR_A_TIME((rows, random) -> window(rows, random, 0.1).forEach(row -> {
        row.current = 0;
        row.lowest = of(0);
        row.highest = of(0);
        row.pack = of(0);
        row.stateOfCharge = of(0);
        row.discharged = of(0);
        row.charged = of(0);
    }));

    private final BiConsumer<List<RecordedRow>, Random> fault;

    Corruption(BiConsumer<List<RecordedRow>, Random> fault) {
        this.fault = fault;
    }

    List<BatterySample> of(List<BatterySample> clean, Random random) {
        List<RecordedRow> rows = new ArrayList<>();
        clean.forEach(sample -> rows.add(new RecordedRow(sample)));
        fault.accept(rows, random);
        return rows.stream().map(RecordedRow::sample).toList();
    }

    private static OptionalDouble of(double value) {
        return OptionalDouble.of(value);
    }

    private static OptionalDouble moved(OptionalDouble value, double by) {
        return value.isPresent() ? of(value.getAsDouble() + by) : value;
    }

    private static OptionalDouble times(OptionalDouble value, double factor) {
        return value.isPresent() ? of(value.getAsDouble() * factor) : value;
    }

    /** A few single rows, which may lie beside each other. */
    private static void some(List<RecordedRow> rows, Random random, int most, Consumer<RecordedRow> fault) {
        for (int left = 1 + random.nextInt(most); left > 0; left--) {
            fault.accept(rows.get(random.nextInt(rows.size())));
        }
    }

    /** Rows one behind another, at least two. */
    private static List<RecordedRow> window(List<RecordedRow> rows, Random random, double most) {
        int size = 2 + random.nextInt((int) (most * rows.size()));
        int from = random.nextInt(rows.size() - size);
        return rows.subList(from, from + size);
    }

    private static void fromHere(List<RecordedRow> rows, Random random, Consumer<RecordedRow> fault) {
        rows.subList(random.nextInt(rows.size()), rows.size()).forEach(fault);
    }

    /** Near empty a voltage says little by its level. */
    private static void fromFullerThanEmpty(List<RecordedRow> rows, Random random, Consumer<RecordedRow> fault) {
        int from = random.nextInt(rows.size());
        while (rows.get(from).lowest.orElse(0) < 3) {
            from = random.nextInt(rows.size());
        }
        rows.subList(from, rows.size()).forEach(fault);
    }

    private static void stuck(List<RecordedRow> rows, Random random, BiConsumer<RecordedRow, RecordedRow> fault) {
        List<RecordedRow> window = window(rows, random, 0.5);
        RecordedRow first = window.get(0).copy();
        window.forEach(row -> fault.accept(row, first));
    }

    private static RecordedRow last(List<RecordedRow> rows, List<RecordedRow> batch) {
        double time = batch.get(batch.size() - 1).time;
        return rows.stream().filter(row -> row.time == time).findFirst().orElseThrow();
    }

    private static void replaced(List<RecordedRow> rows, BiConsumer<RecordedRow, List<RecordedRow>> change) {
        List<RecordedRow> next = new ArrayList<>();
        rows.forEach(row -> change.accept(row, next));
        rows.clear();
        rows.addAll(next);
    }
}
