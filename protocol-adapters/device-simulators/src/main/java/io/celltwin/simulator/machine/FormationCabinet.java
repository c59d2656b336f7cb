package io.celltwin.simulator.machine;

import io.celltwin.model.ModelProperty;
import io.celltwin.simulator.batch.StationView;
import io.celltwin.simulator.device.Setpoints;
import io.celltwin.simulator.device.SimulatedProcess;
import io.celltwin.simulator.device.SimulatedSignal;
import io.celltwin.simulator.device.Speed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cabinet with as many formation channels as its model has. Every batch brings new cells; the recipe of half a day is
 * played so fast that it fits into the batch's stay.
 */
public final class FormationCabinet implements SimulatedProcess {

    private static final double FULL_KILOWATTS = 8;
    private static final double USUAL_CELSIUS = 25;
    private static final double BUS_VOLTS = 380;
    /** Starting and finishing of the machine leave this part of the stay, with some to spare for slow cells. */
    private static final double PART_OF_STAY = 0.82;

    private static final Pattern CHANNEL = Pattern.compile("channel(\\d+)");

    private final Supplier<StationView> place;
    private final Setpoints setpoints;
    private final Noise noise;
    private final MachineStatus status;
    private final double speed;
    private final int channelCount;
    private final Lag airCelsius = new Lag(USUAL_CELSIUS, 15);
    private List<FormationChannel> channels = List.of();
    private long batch;

    /**
     * @param channelCount how many cells it takes
     * @param staySeconds how long a batch stays
     * @param place what goes on at the cabinet
     * @param setpoints written by clients
     * @param seed of the noise
     * @param start what the clock says
     */
    public FormationCabinet(
            int channelCount,
            double staySeconds,
            Supplier<StationView> place,
            Setpoints setpoints,
            long seed,
            Instant start) {
        this.channelCount = channelCount;
        this.speed = FormationChannel.RECIPE_SECONDS / (PART_OF_STAY * staySeconds);
        this.place = place;
        this.setpoints = setpoints;
        this.noise = new Noise(seed);
        this.status = new MachineStatus(place.get(), channelCount, FULL_KILOWATTS, start);
    }

    @Override
    public void advance(double seconds) {
        StationView now = place.get();
        airCelsius.follow(airSetpoint(), seconds);
        status.advance(now, noise.positive(0.8 + Math.abs(cellWatts()) / 1000, 0.01), seconds);
        if (batch != status.batchNumber()) {
            batch = status.batchNumber();
            channels = insertCells();
        }
        if (status.executing()) {
            channels.forEach(channel -> channel.advance(seconds * speed, airCelsius.value()));
        }
    }

    @Override
    public Optional<SimulatedSignal> signal(ModelProperty property) {
        Matcher channel = CHANNEL.matcher(property.feature().orElse(""));
        if (channel.matches()) {
            return Optional.ofNullable(ofChannel(Integer.parseInt(channel.group(1)) - 1, property.name()));
        }
        return status.signal(property).or(() -> Optional.ofNullable(ofCabinet(property.name())));
    }

    @Override
    public String dataSource() {
        return "physical model: " + channelCount + " equivalent-circuit cells in their first charge"
                + Speed.told(speed);
    }

    private SimulatedSignal ofChannel(int index, String name) {
        return switch (name) {
            case "voltage" -> () -> at(index, channel -> noise.on(channel.volts(), 0.0002), 0.0);
            case "current" -> () -> at(index, FormationChannel::amperes, 0.0);
            case "temperature" -> () -> at(index, channel -> noise.on(channel.celsius(), 0.02), airCelsius.value());
            case "capacity" -> () -> at(index, FormationChannel::stepAmpereHours, 0.0);
            case "step" -> () -> at(index, channel -> channel.step().text(), "Empty");
            default -> null;
        };
    }

    private SimulatedSignal ofCabinet(String name) {
        return switch (name) {
            case "airTemperature" -> () -> noise.on(airCelsius.value(), 0.05);
            case "airTemperatureSetpoint" -> this::airSetpoint;
            case "fanSpeed" -> () -> noise.positive(1800 + 20 * Math.abs(cellWatts()), 5);
            case "busVoltage" -> () -> noise.positive(BUS_VOLTS, 0.3);
            case "busCurrent" -> () -> cellWatts() / BUS_VOLTS;
            case "smokeDetected" -> () -> false;
            case "recipe" -> () -> "FORM-2AH-R3";
            default -> null;
        };
    }

    private <T> T at(int index, Function<FormationChannel, T> value, T whenEmpty) {
        return index < channels.size() ? value.apply(channels.get(index)) : whenEmpty;
    }

    private List<FormationChannel> insertCells() {
        List<FormationChannel> cells = new ArrayList<>();
        for (int i = 0; i < channelCount && batch > 0; i++) {
            cells.add(new FormationChannel(batch * channelCount + i, airCelsius.value()));
        }
        return cells;
    }

    private double cellWatts() {
        return channels.stream()
                .mapToDouble(channel -> channel.volts() * channel.amperes())
                .sum();
    }

    private double airSetpoint() {
        return setpoints.number("cabinet", "airTemperatureSetpoint", USUAL_CELSIUS);
    }
}
