package io.celltwin.lifecycle.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reference vectors of the Certificate Transparency logs, and the example of RFC 9162, section 2.1.5. */
class MerkleVectorsTest {
    private static final List<String> ENTRIES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS = List.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @TempDir
    Path directory;

    @Test
    void theRootsAreThePublishedOnes() throws IOException {
        MerkleTree tree = reference();
        TreeFrontier frontier = new TreeFrontier();
        for (int size = 0; size < ROOTS.size(); size++) {
            assertThat(tree.root(size).hex()).isEqualTo(ROOTS.get(size));
            assertThat(frontier.root().hex()).isEqualTo(ROOTS.get(size));
            if (size < ENTRIES.size()) {
                frontier.append(tree.leaf(size));
            }
        }
    }

    @Test
    void theInclusionProofsAreThePublishedOnes() throws IOException {
        MerkleTree tree = reference();
        assertThat(tree.inclusionProof(0, 1)).isEmpty();
        assertThat(hex(tree.inclusionProof(0, 8)))
                .containsExactly(
                        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
        assertThat(hex(tree.inclusionProof(5, 8)))
                .containsExactly(
                        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
        assertThat(hex(tree.inclusionProof(2, 3)))
                .containsExactly("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
        assertThat(hex(tree.inclusionProof(1, 5)))
                .containsExactly(
                        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b");
    }

    @Test
    void theConsistencyProofsAreThePublishedOnes() throws IOException {
        MerkleTree tree = reference();
        assertThat(tree.consistencyProof(1, 1)).isEmpty();
        assertThat(hex(tree.consistencyProof(1, 8)))
                .containsExactly(
                        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
        assertThat(hex(tree.consistencyProof(6, 8)))
                .containsExactly(
                        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
    }

    /** Section 2.1.5 names the nodes of a tree of seven leaves a to l and lists these proofs. */
    @Test
    void theProofsOfTheStandardsExampleAreTheListedOnes() throws IOException {
        List<Hash> d = new ArrayList<>();
        try (TreeFiles files = TreeFiles.open(directory)) {
            MerkleTree tree = files.tree(Long.MAX_VALUE);
            for (int i = 0; i < 7; i++) {
                d.add(Hash.ofLeaf(("d" + i).getBytes(StandardCharsets.UTF_8)));
                tree.append(d.get(i));
            }
            Hash a = d.get(0);
            Hash b = d.get(1);
            Hash c = d.get(2);
            Hash dd = d.get(3);
            Hash e = d.get(4);
            Hash f = d.get(5);
            Hash j = d.get(6);
            Hash g = Hash.ofNode(a, b);
            Hash h = Hash.ofNode(c, dd);
            Hash i = Hash.ofNode(e, f);
            Hash k = Hash.ofNode(g, h);
            Hash l = Hash.ofNode(i, j);

            assertThat(tree.root(7)).isEqualTo(Hash.ofNode(k, l));
            assertThat(tree.inclusionProof(0, 7)).containsExactly(b, h, l);
            assertThat(tree.inclusionProof(3, 7)).containsExactly(c, g, l);
            assertThat(tree.inclusionProof(4, 7)).containsExactly(f, j, k);
            assertThat(tree.inclusionProof(6, 7)).containsExactly(i, k);
            assertThat(tree.consistencyProof(3, 7)).containsExactly(c, dd, g, l);
            assertThat(tree.consistencyProof(4, 7)).containsExactly(l);
            assertThat(tree.consistencyProof(6, 7)).containsExactly(i, j, k);
        }
    }

    private MerkleTree reference() throws IOException {
        TreeFiles files = TreeFiles.open(directory);
        MerkleTree tree = files.tree(Long.MAX_VALUE);
        ENTRIES.forEach(entry -> tree.append(Hash.ofLeaf(HexFormat.of().parseHex(entry))));
        return tree;
    }

    private static List<String> hex(List<Hash> hashes) {
        return hashes.stream().map(Hash::hex).toList();
    }
}
