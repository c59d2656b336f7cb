package io.celltwin.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;

/** The directory that holds a broker's records and metadata: locked until it is closed, formatted on first use. */
final class BrokerDirectory implements AutoCloseable {

    /** Kafka leaves this file when it stops in order and takes it away when it has started. */
    private static final String STOPPED_IN_ORDER = ".kafka_cleanshutdown";

    private final Path path;
    private final FileChannel lock;
    private final boolean isNew;
    private final boolean stoppedInOrder;

    private BrokerDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
        isNew = Files.notExists(path.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME));
        stoppedInOrder = Files.exists(path.resolve(STOPPED_IN_ORDER));
    }

    /**
     * Makes the directory ready for a broker.
     *
     * @throws EmbeddedKafkaException if it is in use or cannot be created, written or formatted
     */
    static BrokerDirectory open(Path directory) {
        Path path = directory.toAbsolutePath().normalize();
        BrokerDirectory opened = new BrokerDirectory(path, lock(path));
        try {
            if (opened.isNew) {
                opened.format();
            }
            return opened;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /**
     * Kafka's own lock comes too late: where the metadata log is beside the records, a second broker has written into
     * it before it is refused.
     */
    private static FileChannel lock(Path path) {
        try {
            Files.createDirectories(path);
            FileChannel channel =
                    FileChannel.open(path.resolve("in-use"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!tryLock(channel)) {
                channel.close();
                throw new EmbeddedKafkaException("Kafka's directory %s is in use by another broker".formatted(path));
            }
            return channel;
        } catch (IOException e) {
            throw new EmbeddedKafkaException("Kafka cannot write to its directory %s: %s".formatted(path, e), e);
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock acquired = channel.tryLock();
            return acquired != null;
        } catch (OverlappingFileLockException e) {
            return false; // held by this very process
        }
    }

    private void format() {
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(BrokerSettings.NODE_ID)
                    .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                    .setMetadataLogDirectory(path.toString())
                    .addDirectory(path.toString())
                    .run();
        } catch (Exception e) {
            throw new EmbeddedKafkaException(
                    "Kafka cannot format its directory %s: %s".formatted(path, e.getMessage()), e);
        }
    }

    /** Whether the last broker of this directory was ended without a chance to say so. */
    boolean wasStoppedHard() {
        return !isNew && !stoppedInOrder;
    }

    Path path() {
        return path;
    }

    /** The size of the disk that the directory is on; without bound where that cannot be known. */
    long diskBytes() {
        try {
            return Files.getFileStore(path).getTotalSpace();
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    /** Gives the directory free for another broker. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new EmbeddedKafkaException("Kafka's directory %s cannot be unlocked: %s".formatted(path, e), e);
        }
    }
}
