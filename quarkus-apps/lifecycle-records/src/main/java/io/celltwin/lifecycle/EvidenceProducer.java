package io.celltwin.lifecycle;

import io.celltwin.lifecycle.access.CoreValues;
import io.celltwin.lifecycle.config.LifecycleConfig;
import io.celltwin.lifecycle.encryption.CoreAlgorithm;
import io.celltwin.lifecycle.encryption.CoreCipher;
import io.celltwin.lifecycle.encryption.CoreKeys;
import io.celltwin.lifecycle.evidence.EvidenceJson;
import io.celltwin.lifecycle.evidence.HeadPublisher;
import io.celltwin.lifecycle.evidence.KafkaHeadPublisher;
import io.celltwin.lifecycle.evidence.LogKey;
import io.celltwin.lifecycle.evidence.RecordLog;
import io.celltwin.lifecycle.evidence.RetentionRules;
import io.celltwin.lifecycle.record.CoreFields;
import io.celltwin.lifecycle.record.RecordSeal;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.service.kafka.KafkaClientSettings;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;

/** Makes the record log and its key from the configuration. */
@Singleton
class EvidenceProducer {

    /** A key that cannot be read is no reason to go on with another one. */
    @Produces
    @Singleton
    LogKey key(LifecycleConfig config) {
        LifecycleConfig.Log log = config.log();
        try {
            return LogKey.in(log.key().orElseGet(() -> log.directory().resolve("key.pem")));
        } catch (IOException e) {
            throw new ConfigurationException(e.getMessage(), e);
        }
    }

    @Produces
    @Singleton
    RecordSeal seal(LogKey key) {
        return key.recordSeal();
    }

    /** Without its keys no trade secret can be read, so nothing is done with others. */
    @Produces
    @Singleton
    CoreCipher cipher(LifecycleConfig config) {
        LifecycleConfig.Encryption encryption = config.encryption();
        try {
            return new CoreCipher(CoreKeys.in(
                    encryption.file().orElseGet(() -> config.log().directory().resolve("core-keys")),
                    CoreAlgorithm.of(encryption.algorithm())));
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigurationException("celltwin.lifecycle-records.encryption: " + e.getMessage(), e);
        }
    }

    @Produces
    @Singleton
    CoreFields core(CoreValues values, CoreCipher cipher) {
        return new CoreFields(values, cipher);
    }

    @Produces
    @Singleton
    RetentionRules retention(LifecycleConfig config) {
        try {
            return RetentionRules.named(config.retention());
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("celltwin.lifecycle-records.retention: " + e.getMessage(), e);
        }
    }

    @Produces
    @Singleton
    RecordLog log(RecordStore records, LogKey key, LifecycleConfig config) {
        try {
            return new RecordLog(records, key, config.log().directory(), EvidenceJson.mapper(), InstantSource.system());
        } catch (IOException e) {
            throw new ConfigurationException(
                    "The record log in %s cannot be used: %s"
                            .formatted(config.log().directory(), e.getMessage()),
                    e);
        }
    }

    void close(@Disposes RecordLog log) throws IOException {
        log.close();
    }

    @Produces
    @Singleton
    HeadPublisher publisher(LifecycleConfig config, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        return config.log()
                .topic()
                .<HeadPublisher>map(
                        topic -> new KafkaHeadPublisher(new KafkaClientSettings(kafka), topic, EvidenceJson.mapper()))
                .orElse(head -> {});
    }

    void close(@Disposes HeadPublisher publisher) throws Exception {
        if (publisher instanceof AutoCloseable open) {
            open.close();
        }
    }
}
