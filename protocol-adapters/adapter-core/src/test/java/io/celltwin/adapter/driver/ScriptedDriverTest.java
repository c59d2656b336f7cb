package io.celltwin.adapter.driver;

import io.celltwin.adapter.contract.DeviceUnderTest;
import io.celltwin.adapter.contract.ProtocolDriverContract;
import io.celltwin.adapter.contract.ScriptedDevice;
import io.celltwin.adapter.contract.ScriptedDriver;
import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.device.DeviceSettings;
import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ModelProperty;
import io.celltwin.model.ThingModel;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** The driver for devices in memory keeps the contract too, so that what is tested with it holds for real ones. */
class ScriptedDriverTest extends ProtocolDriverContract {

    private static final ThingModel MODEL = ModelCatalog.bundled().get("electrolyte-filler-1.0.0");

    private final ScriptedDriver driver = new ScriptedDriver();

    @Override
    protected ProtocolDriver driver() {
        return driver;
    }

    @Override
    protected DeviceUnderTest startDevice() {
        ScriptedDevice scripted = driver.switchOn("filler");
        return new DeviceUnderTest() {

            @Override
            public Device device() {
                return deviceAt("filler");
            }

            @Override
            public ModelProperty changingProperty() {
                return MODEL.property("/features/pump/properties/motorCurrent").orElseThrow();
            }

            @Override
            public Object change() {
                scripted.set("motorCurrent", 2.5);
                return 2.5;
            }

            @Override
            public Optional<PropertyWrite> write() {
                return Optional.of(new PropertyWrite(changingProperty(), 2.25));
            }

            @Override
            public void die() {
                driver.switchOff("filler");
            }

            @Override
            public void close() {
                driver.switchOff("filler");
            }
        };
    }

    @Override
    protected Device absentDevice() {
        return deviceAt("nowhere");
    }

    private static Device deviceAt(String name) {
        return new Device(
                "demo", "demo:" + name, MODEL, URI.create("scripted://" + name), Map.of(), DeviceSettings.NONE);
    }
}
