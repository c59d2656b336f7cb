package io.celltwin.adapter.opcua.session;

import io.celltwin.adapter.opcua.config.OpcUaConfig.Account;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the account for a server. An environment variable has nothing but letters, digits and underscores, so what stands between these in
 * a server's name does not count, unless another account is meant exactly.
 */
final class Accounts {

    private Accounts() {}

    /**
     * @param accounts the accounts by {@code host:port}
     * @param server {@code host:port}
     * @return the account for the server; empty if there is none
     */
    static Optional<Account> of(Map<String, Account> accounts, String server) {
        return accounts.entrySet().stream()
                .filter(account -> account.getKey().equalsIgnoreCase(server))
                .findFirst()
                .or(() -> accounts.entrySet().stream()
                        .filter(account -> bare(account.getKey()).equals(bare(server)))
                        .findFirst())
                .map(Map.Entry::getValue);
    }

    private static String bare(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }
}
