package io.celltwin.mongodb;

import java.io.IOException;
import java.nio.file.Path;

/** Runs the server as a process of its own: <code>EmbeddedMongoMain DIRECTORY [PORT]</code>. It stops on SIGTERM. */
public final class EmbeddedMongoMain {
    private EmbeddedMongoMain() {}

    /**
     * Starts the server and prints its URL, <code>MongoDB: mongodb://host:port</code>, on standard output.
     *
     * @param arguments the directory and, optionally, the port (any free one by default)
     */
    public static void main(String[] arguments) {
        if (arguments.length < 1 || arguments.length > 2) {
            fail("usage: EmbeddedMongoMain DIRECTORY [PORT]");
        }
        try {
            int port = arguments.length == 2 ? Integer.parseInt(arguments[1]) : 0;
            EmbeddedMongo mongo = EmbeddedMongo.start(Path.of(arguments[0]), port);
            Runtime.getRuntime().addShutdownHook(new Thread(mongo::close, "stop-mongodb"));
            System.out.println("MongoDB: " + mongo.connectionString());
        } catch (NumberFormatException e) {
            fail("PORT must be a number: " + arguments[1]);
        } catch (IOException e) {
            fail(e.getMessage());
        }
    }

    private static void fail(String reason) {
        System.err.println(reason);
        Runtime.getRuntime().halt(1);
    }
}
