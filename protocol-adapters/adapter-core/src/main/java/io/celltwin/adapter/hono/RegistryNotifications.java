package io.celltwin.adapter.hono;

import io.celltwin.adapter.device.DeviceKey;
import io.vertx.core.Vertx;
import java.util.function.Consumer;
import org.eclipse.hono.client.notification.kafka.KafkaBasedNotificationReceiver;
import org.eclipse.hono.notification.NotificationReceiver;
import org.eclipse.hono.notification.deviceregistry.AllDevicesOfTenantDeletedNotification;
import org.eclipse.hono.notification.deviceregistry.DeviceChangeNotification;
import org.eclipse.hono.notification.deviceregistry.TenantChangeNotification;

/**
 * Hears from Kafka what changes in the device registry.
 */
final class RegistryNotifications {

    private RegistryNotifications() {}

    /**
     * @param onDevice is told a device whose registration was created, changed or deleted
     * @param onTenant is told a tenant of which anything may have changed
     * @return hears once it is started
     */
    static NotificationReceiver receiver(
            Vertx vertx, HonoKafkaClients clients, Consumer<DeviceKey> onDevice, Consumer<String> onTenant) {
        KafkaBasedNotificationReceiver receiver =
                new KafkaBasedNotificationReceiver(vertx, clients.notificationConsumer());
        receiver.registerConsumer(
                DeviceChangeNotification.TYPE,
                change -> onDevice.accept(new DeviceKey(change.getTenantId(), change.getDeviceId())));
        receiver.registerConsumer(
                AllDevicesOfTenantDeletedNotification.TYPE, change -> onTenant.accept(change.getTenantId()));
        receiver.registerConsumer(TenantChangeNotification.TYPE, change -> onTenant.accept(change.getTenantId()));
        return receiver;
    }
}
