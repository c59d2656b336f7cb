package io.celltwin.lifecycle.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for all trees: tried for every size up to {@value #MOST}, every leaf and every pair of sizes. */
class MerkleTreeTest {
    private static final int MOST = 33;
    private static final Hash OTHER = Hash.ofLeaf(new byte[] {99});

    @TempDir
    Path directory;

    @Test
    void everyRootIsTheOneOfTheDefinition() {
        MerkleTree tree = tree(MOST);
        TreeFrontier frontier = new TreeFrontier();
        for (int size = 0; size <= MOST; size++) {
            Hash defined = defined(
                    LongStream.range(0, size).mapToObj(MerkleTreeTest::leaf).toList());
            assertThat(tree.root(size)).isEqualTo(defined);
            assertThat(frontier.root()).isEqualTo(defined);
            frontier.append(leaf(size));
        }
    }

    /** MTH of section 2.1.1, word by word. */
    private static Hash defined(List<Hash> leaves) {
        if (leaves.isEmpty()) {
            return Hash.ofEmptyTree();
        }
        if (leaves.size() == 1) {
            return leaves.get(0);
        }
        int k = 1;
        while (2 * k < leaves.size()) {
            k *= 2;
        }
        return Hash.ofNode(defined(leaves.subList(0, k)), defined(leaves.subList(k, leaves.size())));
    }

    @Test
    void everyLeafIsProvedInEveryTreeAndNothingElseIs() {
        MerkleTree tree = tree(MOST);
        for (long size = 1; size <= MOST; size++) {
            Hash root = tree.root(size);
            for (long index = 0; index < size; index++) {
                List<Hash> path = tree.inclusionProof(index, size);
                assertThat(Proofs.includes(leaf(index), index, size, path, root))
                        .isTrue();
                assertThat(Proofs.includes(OTHER, index, size, path, root)).isFalse();
                assertThat(Proofs.includes(leaf(index), index, size, path, OTHER))
                        .isFalse();
                for (long wrong = -1; wrong <= size; wrong++) {
                    if (wrong != index) {
                        assertThat(Proofs.includes(leaf(index), wrong, size, path, root))
                                .isFalse();
                    }
                }
                for (List<Hash> changed : changes(path)) {
                    assertThat(Proofs.includes(leaf(index), index, size, changed, root))
                            .isFalse();
                }
            }
        }
    }

    @Test
    void everyTreeIsProvedToGoOnFromEveryOneBeforeAndFromNoOther() {
        MerkleTree tree = tree(MOST);
        for (long second = 1; second <= MOST; second++) {
            for (long first = 1; first <= second; first++) {
                Hash before = tree.root(first);
                Hash after = tree.root(second);
                List<Hash> proof = tree.consistencyProof(first, second);
                assertThat(Proofs.consistent(first, before, second, after, proof))
                        .isTrue();
                assertThat(Proofs.consistent(first, OTHER, second, after, proof))
                        .isFalse();
                assertThat(Proofs.consistent(first, before, second, OTHER, proof))
                        .isFalse();
                for (List<Hash> changed : changes(proof)) {
                    assertThat(Proofs.consistent(first, before, second, after, changed))
                            .isFalse();
                }
            }
        }
    }

    /** Each with one hash changed, left out or added, or two exchanged. */
    private static List<List<Hash>> changes(List<Hash> path) {
        List<List<Hash>> changes = new ArrayList<>();
        for (int i = 0; i <= path.size(); i++) {
            List<Hash> longer = new ArrayList<>(path);
            longer.add(i, OTHER);
            changes.add(longer);
            if (i < path.size()) {
                List<Hash> other = new ArrayList<>(path);
                other.set(i, OTHER);
                changes.add(other);
                List<Hash> shorter = new ArrayList<>(path);
                shorter.remove(i);
                changes.add(shorter);
            }
        }
        return changes;
    }

    @Test
    void whatThereIsNotIsNotProved() {
        MerkleTree tree = tree(5);
        assertThatThrownBy(() -> tree.root(6)).hasMessageContaining("never had 6");
        assertThatThrownBy(() -> tree.inclusionProof(3, 3)).hasMessageContaining("no leaf 3");
        assertThatThrownBy(() -> tree.inclusionProof(-1, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tree.consistencyProof(0, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tree.consistencyProof(4, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Proofs.consistent(0, Hash.ofEmptyTree(), 5, tree.root(5), List.of()))
                .isFalse();
    }

    /** Each level's file is cut where a kill may have left it, in the middle of a hash too, and then more is added. */
    @Test
    void afterAKillTheTreeIsThatOfTheLeavesThatAreThere() throws IOException {
        Random random = new Random(9162);
        for (int round = 0; round < 40; round++) {
            Path killed = directory.resolve("round-" + round);
            int size = 1 + random.nextInt(70);
            try (TreeFiles files = TreeFiles.open(killed)) {
                append(files.tree(Long.MAX_VALUE), 0, size);
            }
            try (Stream<Path> levels = Files.list(killed)) {
                for (Path level : levels.sorted().toList()) {
                    if (random.nextBoolean()) {
                        cut(level, random.nextLong(Files.size(level) + 1));
                    } else if (random.nextBoolean()) {
                        Files.write(level, new byte[1 + random.nextInt(Hash.BYTES - 1)], StandardOpenOption.APPEND);
                    }
                }
            }
            try (TreeFiles files = TreeFiles.open(killed)) {
                MerkleTree tree = files.tree(size);
                append(tree, tree.size(), size + 9);
                assertThat(tree.root(size + 9))
                        .isEqualTo(tree("whole-" + round, size + 9).root(size + 9));
            }
        }
    }

    private static void cut(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    private MerkleTree tree(int size) {
        return tree("tree", size);
    }

    private MerkleTree tree(String name, int size) {
        try {
            MerkleTree tree = TreeFiles.open(directory.resolve(name)).tree(Long.MAX_VALUE);
            append(tree, 0, size);
            return tree;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void append(MerkleTree tree, long from, long to) {
        LongStream.range(from, to).mapToObj(MerkleTreeTest::leaf).forEach(tree::append);
    }

    private static Hash leaf(long index) {
        return Hash.ofLeaf(ByteBuffer.allocate(Long.BYTES).putLong(index).array());
    }
}
