package io.celltwin.standalone;

import io.celltwin.lifecycle.evidence.BrokenProof;
import io.celltwin.lifecycle.evidence.ProofCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code celltwin verify PROOF --key KEY}: checks a proof about records with nothing but files. */
@Command(name = "verify")
final class VerifyCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "PROOF")
    private Path proof;

    @Option(names = "--key", paramLabel = "FILE", required = true)
    private Path key;

    @Option(names = "--head", paramLabel = "FILE")
    private Path head;

    @Override
    public Integer call() {
        try {
            System.out.println(new ProofCheck().check(proof, key, Optional.ofNullable(head)));
            return 0;
        } catch (BrokenProof e) {
            throw new CannotStart("Not proved. " + e.getMessage());
        } catch (IOException e) {
            throw new CannotStart("Not proved, a file cannot be read (" + IoReason.of(e) + ").");
        }
    }
}
