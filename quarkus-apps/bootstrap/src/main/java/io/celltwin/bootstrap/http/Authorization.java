package io.celltwin.bootstrap.http;

import io.celltwin.bootstrap.job.NotThereYetException;
import io.celltwin.bootstrap.job.RefusedException;
import java.util.Optional;

/** How an account is presented to a service. */
public interface Authorization {

    /**
     * The value of the header {@code Authorization}; empty to come in without an account.
     *
     * @throws NotThereYetException if whoever vouches for the account does not answer yet
     * @throws RefusedException if it does not know the account
     */
    Optional<String> header() throws NotThereYetException, RefusedException, InterruptedException;
}
