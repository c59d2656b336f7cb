package io.celltwin.edge.connection;

import io.celltwin.kafka.junit.KafkaExtension;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends as a Hono adapter does.
 *
 * @param kafka where to
 */
record HonoSender(KafkaExtension kafka) {

    /** Sends a message of a device; without a device it has no key and no header that names one. */
    void send(String topic, String device, String message) {
        ProducerRecord<String, String> sent = new ProducerRecord<>(topic, device, message);
        if (device != null) {
            sent.headers().add("device_id", device.getBytes(StandardCharsets.UTF_8));
        }
        sent.headers().add("content-type", "application/vnd.eclipse.ditto+json".getBytes(StandardCharsets.UTF_8));
        kafka.client().send(sent);
    }
}
