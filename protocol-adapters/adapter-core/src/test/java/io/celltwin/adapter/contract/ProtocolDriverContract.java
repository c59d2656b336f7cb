package io.celltwin.adapter.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.driver.PropertyWrite;
import io.celltwin.adapter.driver.ProtocolDriver;
import io.celltwin.adapter.driver.WriteOutcome;
import io.celltwin.adapter.driver.WriteOutcome.Refusal;
import io.celltwin.adapter.driver.WriteOutcome.Refused;
import io.celltwin.adapter.driver.WriteOutcome.Written;
import io.celltwin.model.ModelProperty;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every protocol driver does, whatever its protocol. A driver's test extends it and brings a real device. */
public abstract class ProtocolDriverContract {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private ProtocolDriver driver;
    private DeviceUnderTest subject;
    private final RecordingListener listener = new RecordingListener();

    /** The driver to be tried. */
    protected abstract ProtocolDriver driver();

    /** Starts a device that answers. */
    protected abstract DeviceUnderTest startDevice() throws Exception;

    /** A device at an address where nobody listens. */
    protected abstract Device absentDevice() throws Exception;

    @BeforeEach
    void start() throws Exception {
        driver = driver();
        subject = startDevice();
    }

    @AfterEach
    void stop() {
        subject.close();
    }

    @Test
    void namesTheSchemeOfItsAddresses() {
        assertThat(driver.schemes()).contains(subject.device().scheme());
        assertThat(driver.name()).matches("[a-z][a-z0-9-]*");
    }

    @Test
    void reportsEveryPropertyOfTheDeviceInItsFirstCycle() throws Exception {
        try (DeviceLink link = connect(listener)) {
            awaitCycles(listener, 1);
            assertThat(listener.cycles().get(0))
                    .extracting(reading -> reading.property().twinPath())
                    .containsExactlyInAnyOrderElementsOf(propertiesOfTheDevice());
            assertThat(listener.losses()).isEmpty();
        }
    }

    @Test
    void reportsAChangeInTheDevice() throws Exception {
        try (DeviceLink link = connect(listener)) {
            awaitCycles(listener, 1);
            Object expected = subject.change();
            await().atMost(PATIENCE)
                    .until(() -> listener.cycles().stream()
                            .flatMap(cycle -> cycle.stream())
                            .filter(reading -> reading.property()
                                    .twinPath()
                                    .equals(subject.changingProperty().twinPath()))
                            .anyMatch(reading -> expected.equals(reading.value())));
            assertThat(listener.overlapped()).isFalse();
        }
    }

    @Test
    void reportsOnceThatTheDeviceDied() throws Exception {
        try (DeviceLink link = connect(listener)) {
            awaitCycles(listener, 1);
            subject.die();
            await().atMost(PATIENCE).until(() -> !listener.losses().isEmpty());
            assertThat(listener.losses()).singleElement().asString().isNotBlank();
        }
        assertThat(listener.losses()).hasSize(1);
    }

    @Test
    void tellsNothingAfterItsLinkWasClosed() throws Exception {
        DeviceLink link = connect(listener);
        awaitCycles(listener, 1);
        link.close();
        int cyclesAtClose = listener.cycles().size();
        link.close();

        // A second link shows that the device still has something to tell.
        RecordingListener second = new RecordingListener();
        try (DeviceLink other = connect(second)) {
            awaitCycles(second, 1);
            Object expected = subject.change();
            await().atMost(PATIENCE)
                    .until(() -> second.cycles().stream()
                            .flatMap(cycle -> cycle.stream())
                            .anyMatch(reading -> expected.equals(reading.value())));
        }
        assertThat(listener.cycles()).hasSize(cyclesAtClose);
        assertThat(listener.losses()).isEmpty();
    }

    @Test
    void closesALinkWhoseDeviceHasDied() throws Exception {
        DeviceLink link = connect(listener);
        awaitCycles(listener, 1);
        subject.die();
        await().atMost(PATIENCE).until(() -> !listener.losses().isEmpty());
        link.close();
        link.close();
        assertThat(listener.losses()).hasSize(1);
    }

    @Test
    void failsWhenNobodyListensAtTheAddress() throws Exception {
        CompletableFuture<DeviceLink> outcome =
                driver.connect(absentDevice(), listener).toCompletableFuture();
        assertThatThrownBy(() -> outcome.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasMessageNotContaining("null");
        assertThat(listener.cycles()).isEmpty();
        assertThat(listener.losses()).isEmpty();
    }

    @Test
    void connectsAgainAfterADeviceWasAway() throws Exception {
        subject.die();
        assertThatThrownBy(() -> connect(listener)).isInstanceOf(ExecutionException.class);
        subject.close();
        subject = startDevice();
        try (DeviceLink link = connect(listener)) {
            awaitCycles(listener, 1);
        }
    }

    @Test
    void writesAValueAndTellsWhatTheDeviceHoldsThenOrRefusesToWrite() throws Exception {
        try (DeviceLink link = connect(listener)) {
            awaitCycles(listener, 1);
            Optional<PropertyWrite> possible = subject.write();
            if (possible.isEmpty()) {
                PropertyWrite any = new PropertyWrite(subject.changingProperty(), 1L);
                assertThat(outcome(link, any))
                        .isInstanceOfSatisfying(
                                Refused.class,
                                refused -> assertThat(refused.refusal()).isEqualTo(Refusal.NOT_SUPPORTED));
                return;
            }
            PropertyWrite write = possible.orElseThrow();
            assertThat(outcome(link, write))
                    .isInstanceOfSatisfying(
                            Written.class,
                            written -> assertThat(written.held().value()).isEqualTo(write.value()));
            // What a driver says of a write, reading confirms.
            await().atMost(PATIENCE)
                    .until(() -> listener.cycles().stream()
                            .flatMap(List::stream)
                            .filter(reading -> reading.property()
                                    .twinPath()
                                    .equals(write.property().twinPath()))
                            .anyMatch(reading -> write.value().equals(reading.value())));
        }
    }

    @Test
    void readsWhatTheDeviceHoldsNowOfWhatItCanWrite() throws Exception {
        try (DeviceLink link = connect(listener)) {
            awaitCycles(listener, 1);
            Optional<PropertyWrite> possible = subject.write();
            if (possible.isPresent()) {
                PropertyWrite write = possible.orElseThrow();
                outcome(link, write);
                assertThat(link.read(write.property())
                                .toCompletableFuture()
                                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                                .value())
                        .isEqualTo(write.value());
            }
        }
    }

    @Test
    void refusesAValueThatTheDeviceCannotHold() throws Exception {
        try (DeviceLink link = connect(listener)) {
            awaitCycles(listener, 1);
            PropertyWrite senseless = new PropertyWrite(subject.changingProperty(), "no number");
            assertThat(outcome(link, senseless))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.refusal())
                                    .isEqualTo(
                                            subject.write().isEmpty() ? Refusal.NOT_SUPPORTED : Refusal.INVALID_VALUE));
            assertThat(listener.losses()).isEmpty();
        }
    }

    @Test
    void writesNothingOnceItsLinkIsClosed() throws Exception {
        DeviceLink link = connect(listener);
        awaitCycles(listener, 1);
        link.close();
        PropertyWrite write = subject.write().orElse(new PropertyWrite(subject.changingProperty(), 1L));
        assertThat(outcome(link, write))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.refusal()).isIn(Refusal.NOT_CONNECTED, Refusal.NOT_SUPPORTED));
    }

    private static WriteOutcome outcome(DeviceLink link, PropertyWrite write) throws Exception {
        return link.write(write).toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private DeviceLink connect(RecordingListener to) throws Exception {
        return driver.connect(subject.device(), to).toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static void awaitCycles(RecordingListener of, int cycles) {
        await().atMost(PATIENCE).until(() -> of.cycles().size() >= cycles);
    }

    private Set<String> propertiesOfTheDevice() {
        return subject.device().model().properties().stream()
                .filter(property -> !property.forms().isEmpty())
                .map(ModelProperty::twinPath)
                .collect(Collectors.toCollection(HashSet::new));
    }
}
