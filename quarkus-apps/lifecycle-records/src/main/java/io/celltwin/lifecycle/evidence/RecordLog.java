package io.celltwin.lifecycle.evidence;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.celltwin.lifecycle.merkle.Hash;
import io.celltwin.lifecycle.merkle.MerkleTree;
import io.celltwin.lifecycle.merkle.TreeFiles;
import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.StoredRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The Merkle log over all records, in files outside the database.
 *
 * <ol>
 *   <li>A record gets its position when it is written, in one document with its hash and the app's seal.
 *   <li>{@link #catchUp} reads on from the position behind the last leaf: first the record's name is written, then its hash,
 *       then the nodes above. What a kill leaves half done is cut off when the files are opened, and follows from the database
 *       again, so that each record is one leaf, in the order of positions.
 *   <li>{@link #sign} brings the files to the disk, signs the head and writes it down before it is told to anybody. A head that
 *       does not go on from the one before is never signed.
 * </ol>
 *
 * <p>Any number of replicas may keep a log each: the leaves follow from the records, so heads of one size have one root. A
 * replica whose files are gone makes them anew. Safe for use by several threads.
 */
public final class RecordLog implements AutoCloseable {
    private static final int AT_ONCE = 100;
    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    private final RecordStore records;
    private final LogKey key;
    private final Path directory;
    private final ObjectMapper json;
    private final InstantSource clock;
    private TreeFiles files;
    private RecordNames names;
    private MerkleTree tree;
    private final TreeHeadFile heads;

    /**
     * Opens the log's files.
     *
     * @param directory where they are; made if it is not there
     * @throws IOException if they cannot be used
     */
    public RecordLog(RecordStore records, LogKey key, Path directory, ObjectMapper json, InstantSource clock)
            throws IOException {
        this.records = records;
        this.key = key;
        this.directory = directory;
        this.json = json;
        this.clock = clock;
        open();
        this.heads = new TreeHeadFile(directory.resolve("heads.jsonl"), json);
    }

    private void open() throws IOException {
        files = TreeFiles.open(directory);
        names = RecordNames.open(directory);
        tree = files.tree(names.count());
    }

    /**
     * Copies the log's files as they are between two records.
     *
     * @param target a directory that is there
     * @throws IOException if a file could not be copied
     */
    public synchronized void copyTo(Path target) throws IOException {
        try (Stream<Path> content = Files.list(directory)) {
            for (Path file : content.filter(Files::isRegularFile).toList()) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        }
    }

    /** How many records it has. */
    public synchronized long size() {
        return tree.size();
    }

    /**
     * Takes what was recorded since.
     *
     * @throws RecordLogException if a record that was written is gone before it could be taken
     * @throws com.mongodb.MongoException if the database does not answer
     */
    public synchronized void catchUp() {
        long before = tree.size();
        try {
            boolean more = true;
            while (more) {
                more = takeSome();
            }
        } catch (UncheckedIOException e) {
            reopen(e);
        }
        if (tree.size() > before) {
            records.remember(tree.size());
        }
    }

    /** After a failed write: the files end where they did before it. */
    private void reopen(UncheckedIOException failure) {
        try {
            files.close();
            names.close();
            open();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        throw failure;
    }

    private boolean takeSome() {
        long from = tree.size();
        List<StoredRecord> found =
                records.at(LongStream.range(from, from + AT_ONCE).boxed().toList());
        for (StoredRecord record : found) {
            if (record.position() != tree.size()) {
                fillGap(Math.min(record.position(), records.given()));
            }
            if (record.position() != tree.size()) {
                break; // a document that claims a place beyond the last record
            }
            take(record.id(), leafOf(record));
        }
        if (found.isEmpty()) {
            fillGap(records.given());
        }
        return tree.size() > from;
    }

    private void take(String id, Hash leaf) {
        names.put(tree.size(), id);
        tree.append(leaf);
    }

    /** The hash with which it was written, if that is sealed; a document that this app did not write counts as it is. */
    private static Hash leafOf(StoredRecord record) {
        return record.written().or(record::leaf).orElseGet(() -> Hash.ofLeaf(new byte[0]));
    }

    /** Records that were taken away on purpose are known by the record of that. */
    private void fillGap(long until) {
        while (tree.size() < until) {
            long position = tree.size();
            Removal removal = records.removalOf(position)
                    .flatMap(record -> Removals.in(record).stream()
                            .filter(removed -> removed.position() == position)
                            .findFirst())
                    .orElseThrow(() -> new RecordLogException(
                            "The record at position %d is gone, and no record says why; the log cannot go on."
                                    .formatted(position)));
            take(removal.record(), removal.leaf());
        }
    }

    /**
     * Signs what there is now; nothing new is not signed again.
     *
     * @return the newest head
     * @throws RecordLogException if the log does not go on from the newest head
     * @throws com.mongodb.MongoException if the database does not answer
     */
    public synchronized SignedTreeHead sign() {
        catchUp();
        long size = tree.size();
        Optional<SignedTreeHead> newest = heads.newest();
        newest.ifPresent(this::requireGoesOn);
        if (newest.isPresent() && newest.get().treeSize() == size) {
            return newest.get();
        }
        try {
            names.force();
            files.force();
            SignedTreeHead head = SignedTreeHead.sign(size, clock.instant(), tree.root(size), key);
            heads.append(head);
            return head;
        } catch (IOException e) {
            throw new UncheckedIOException("The tree head cannot be written: " + e.getMessage(), e);
        }
    }

    private void requireGoesOn(SignedTreeHead newest) {
        if (newest.treeSize() > tree.size() || !tree.root(newest.treeSize()).equals(newest.rootHash())) {
            throw new RecordLogException(
                    "The log does not go on from the tree head of %d records that was signed at %s: nothing is signed until an audit has said what was changed."
                            .formatted(newest.treeSize(), newest.timestamp()));
        }
    }

    /** The newest head that was signed; empty if there is none. */
    public synchronized Optional<SignedTreeHead> newestHead() {
        return heads.newest();
    }

    /** All heads that were signed, the oldest first. */
    public synchronized List<SignedTreeHead> heads() {
        try {
            return heads.all();
        } catch (IOException e) {
            throw new UncheckedIOException("The tree heads cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Proves that a record is in the log. A head is signed for it if none has it yet.
     *
     * @throws UnknownRecord if there is no record of that id
     * @throws RecordLogException if it is not as it was when it was written
     */
    public synchronized InclusionProof prove(String id) {
        StoredRecord stored = records.byId(id)
                .filter(record -> record.record().isPresent())
                .orElseThrow(() -> new UnknownRecord("There is no record " + id + "."));
        SignedTreeHead head = heads.newest()
                .filter(newest -> newest.treeSize() > stored.position())
                .orElseGet(this::sign);
        if (!tree.leaf(stored.position()).equals(stored.leaf().orElseThrow())) {
            throw new RecordLogException("The record %s is not as it was written; an audit says more.".formatted(id));
        }
        return new InclusionProof(
                fields(stored.record().get()),
                stored.position(),
                tree.inclusionProof(stored.position(), head.treeSize()),
                head);
    }

    private Map<String, Object> fields(LifecycleRecord record) {
        return json.convertValue(record, FIELDS);
    }

    /**
     * Proves that the newest head begins with what an earlier one signed.
     *
     * @param first size of the earlier one
     * @throws IllegalArgumentException if the log had not that size then
     */
    public synchronized ConsistencyProof proveConsistency(long first) {
        SignedTreeHead head = heads.newest().orElseGet(this::sign);
        return new ConsistencyProof(first, tree.consistencyProof(first, head.treeSize()), head);
    }

    /** What the log has at a position. */
    synchronized Entry entry(long position) {
        return new Entry(names.get(position), tree.leaf(position));
    }

    /**
     * One leaf of the log.
     *
     * @param record id of the record
     * @param leaf its hash when it was written
     */
    record Entry(String record, Hash leaf) {}

    @Override
    public synchronized void close() throws IOException {
        files.close();
        names.close();
    }
}
