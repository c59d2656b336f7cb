package io.celltwin.edge.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.Filter;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** One opening of the database: its handles and native options, closed together. Set for a small memory. */
final class RocksFiles implements AutoCloseable {
    private static final long BLOCK_CACHE_BYTES = 16L << 20;
    private static final long MEMTABLE_BYTES = 4L << 20;
    private static final long WAL_BYTES = 32L << 20;
    private static final int OPEN_FILES = 128;

    static {
        RocksDB.loadLibrary();
    }

    private final LRUCache cache = new LRUCache(BLOCK_CACHE_BYTES);
    private final Filter filter = new BloomFilter(10);
    private final DBOptions options = new DBOptions();
    private final ColumnFamilyOptions familyOptions = new ColumnFamilyOptions();
    private final WriteOptions synced = new WriteOptions().setSync(true);
    private final ReadOptions passing = new ReadOptions().setFillCache(false).setVerifyChecksums(true);
    private final List<ColumnFamilyHandle> families = new ArrayList<>();
    private RocksDB database;

    private RocksFiles() {
        options.setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setMaxOpenFiles(OPEN_FILES)
                .setMaxTotalWalSize(WAL_BYTES)
                .setMaxBackgroundJobs(2)
                .setKeepLogFileNum(2)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setStatsDumpPeriodSec(0)
                // What a log has behind a damaged record was answered: by default it would be dropped in silence.
                .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords);
        familyOptions
                .setWriteBufferSize(MEMTABLE_BYTES)
                .setMaxWriteBufferNumber(2)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setTableFormatConfig(new BlockBasedTableConfig()
                        .setBlockCache(cache)
                        .setCacheIndexAndFilterBlocks(true)
                        .setFilterPolicy(filter));
    }

    static RocksFiles open(Path directory) throws JournalException {
        RocksFiles files = new RocksFiles();
        try {
            files.openDatabase(directory);
            return files;
        } catch (RocksDBException e) {
            files.close();
            throw Damage.failure("The twin's directory " + directory + " cannot be opened", e);
        }
    }

    /**
     * Opens the database to read it only; nobody else may write it meanwhile.
     *
     * @param log what becomes of damaged records in the log of the newest changes
     * @param allFiles whether each sorted file has to open; else the records of one that does not cannot be read
     */
    static RocksFiles openToRead(Path directory, WALRecoveryMode log, boolean allFiles) throws RocksDBException {
        RocksFiles files = new RocksFiles();
        try {
            files.options.setWalRecoveryMode(log).setParanoidChecks(allFiles);
            files.database =
                    RocksDB.openReadOnly(files.options, directory.toString(), files.descriptors(), files.families);
            return files;
        } catch (RocksDBException e) {
            files.close();
            throw e;
        }
    }

    private void openDatabase(Path directory) throws RocksDBException {
        database = RocksDB.open(options, directory.toString(), descriptors(), families);
    }

    private List<ColumnFamilyDescriptor> descriptors() {
        return List.of(
                new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, familyOptions),
                new ColumnFamilyDescriptor("snapshots".getBytes(StandardCharsets.UTF_8), familyOptions),
                new ColumnFamilyDescriptor("changes".getBytes(StandardCharsets.UTF_8), familyOptions),
                new ColumnFamilyDescriptor("bases".getBytes(StandardCharsets.UTF_8), familyOptions));
    }

    RocksDB database() {
        return database;
    }

    /** The whole state of each entity at some revision. */
    ColumnFamilyHandle snapshots() {
        return families.get(1);
    }

    /** Each change under its entity and revision. */
    ColumnFamilyHandle changes() {
        return families.get(2);
    }

    /** The state of each entity before the oldest change that is kept, if that is not its first. */
    ColumnFamilyHandle bases() {
        return families.get(3);
    }

    /**
     * Copies the database as it is at this moment. Its sorted files would be links to those of the original where that can
     * be, and share their fate with them: they become copies.
     */
    void copyTo(Path target) throws RocksDBException, IOException {
        Path whole = target.resolve("whole");
        try (Checkpoint checkpoint = Checkpoint.create(database)) {
            checkpoint.createCheckpoint(whole.toString());
        }
        try (Stream<Path> content = Files.list(whole)) {
            for (Path file : content.toList()) {
                Files.copy(file, target.resolve(file.getFileName()));
                Files.delete(file);
            }
        }
        Files.delete(whole);
    }

    /** For a walk over all records of a family, which is none to remember blocks for. */
    RocksIterator walk(ColumnFamilyHandle family) {
        return database.newIterator(family, passing);
    }

    /** Writes atomically; on disk when it returns. */
    void write(WriteBatch batch) throws RocksDBException {
        database.write(synced, batch);
    }

    @Override
    public void close() {
        families.forEach(ColumnFamilyHandle::close);
        if (database != null) {
            database.close();
        }
        synced.close();
        passing.close();
        familyOptions.close();
        options.close();
        filter.close();
        cache.close();
    }
}
