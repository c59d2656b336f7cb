package io.celltwin.standalone;

import io.celltwin.adapter.opcua.security.RejectedCertificates;
import io.celltwin.adapter.opcua.security.RejectedCertificates.Rejected;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code celltwin trust [THUMBPRINT]}: shows the certificates of OPC-UA servers that are not trusted, and has one trusted. */
@Command(name = "trust")
final class TrustCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "THUMBPRINT")
    private String thumbprint;

    @Option(names = "--state", paramLabel = "DIR", defaultValue = "state")
    private Path state;

    @Override
    public Integer call() {
        RejectedCertificates rejected = new RejectedCertificates(StateDirectory.opcUaDirectoryIn(state));
        try {
            if (thumbprint == null) {
                print(rejected.list());
            } else {
                Rejected trusted = rejected.accept(thumbprint);
                System.out.println("The server with the certificate of "
                        + trusted.certificate().getSubjectX500Principal().getName() + " is trusted.");
            }
        } catch (IllegalArgumentException e) {
            throw new CannotStart(e.getMessage() + " 'celltwin trust' lists them.");
        } catch (IOException e) {
            throw new CannotStart("The certificates in " + state + " cannot be used (" + IoReason.of(e) + ").");
        }
        return 0;
    }

    private static void print(List<Rejected> rejected) {
        if (rejected.isEmpty()) {
            System.out.println("No certificate of a server was rejected.");
        }
        for (Rejected each : rejected) {
            System.out.println("%s  %s, valid until %s"
                    .formatted(
                            each.thumbprint(),
                            each.certificate().getSubjectX500Principal().getName(),
                            each.certificate().getNotAfter().toInstant()));
        }
    }
}
