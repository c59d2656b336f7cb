package io.celltwin.standalone;

import io.celltwin.adapter.opcua.browse.ModelProposal;
import io.celltwin.adapter.opcua.config.OpcUaConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code celltwin browse ADDRESS}: proposes a Thing Model of an OPC-UA server. */
@Command(name = "browse")
final class BrowseCommand implements Callable<Integer> {
    private static final int HIGHEST_SOURCE = 1000;

    @Parameters(index = "0", paramLabel = "ADDRESS")
    private URI address;

    @Option(names = "--title", paramLabel = "TEXT", defaultValue = "Machine")
    private String title;

    @Option(names = "--node", paramLabel = "ID", defaultValue = "i=85")
    private String node;

    @Option(names = "--policy", paramLabel = "NAME")
    private String policy;

    @Option(names = "--mode", paramLabel = "NAME")
    private String mode;

    @Option(names = "--user", paramLabel = "NAME")
    private String user;

    @Option(names = "--state", paramLabel = "DIR", defaultValue = "state")
    private Path state;

    @Override
    public Integer call() {
        try {
            System.out.println(ModelProposal.of(address, settings(), config(), node, title));
        } catch (IOException e) {
            throw new CannotStart("%s cannot be browsed: %s.".formatted(address, e.getMessage()));
        }
        return 0;
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>();
        if (policy != null) {
            settings.put("securityPolicy", policy);
        }
        if (mode != null) {
            settings.put("securityMode", mode);
        }
        return settings;
    }

    private OpcUaConfig config() throws IOException {
        Map<String, String> given = new HashMap<>();
        given.put(
                "celltwin.opcua.directory",
                StateDirectory.opcUaDirectoryIn(state).toString());
        if (user != null) {
            String account = "celltwin.opcua.accounts.\"%s:%d\".".formatted(address.getHost(), address.getPort());
            given.put(account + "username", user);
            given.put(account + "password", Passwords.ask());
        }
        return new SmallRyeConfigBuilder()
                .addDefaultSources()
                .withSources(new PropertiesConfigSource(given, "the command line", HIGHEST_SOURCE))
                .withConverter(Duration.class, HIGHEST_SOURCE, new DurationConverter())
                .withMapping(OpcUaConfig.class)
                .build()
                .getConfigMapping(OpcUaConfig.class);
    }
}
