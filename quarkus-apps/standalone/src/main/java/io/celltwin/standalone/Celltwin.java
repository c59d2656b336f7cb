package io.celltwin.standalone;

import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program that {@code ./celltwin} starts. */
@QuarkusMain
@Command(
        name = "celltwin",
        subcommands = {
            UpCommand.class,
            UserCommand.class,
            CheckCommand.class,
            AddCommand.class,
            ListCommand.class,
            RemoveCommand.class,
            BrowseCommand.class,
            TrustCommand.class,
            VerifyCommand.class,
            RotateKeysCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            CheckStateCommand.class,
            SalvageCommand.class
        })
public final class Celltwin implements Runnable {
    @Spec
    private CommandSpec command;

    /** @param arguments the command line; an error in it ends the process with status 2 and one clear line */
    public static void main(String... arguments) {
        CommandLine commandLine = new CommandLine(new Celltwin());
        commandLine.setParameterExceptionHandler(Celltwin::explain);
        commandLine.setExecutionExceptionHandler((e, command, parsed) -> {
            System.err.println("celltwin: " + (e instanceof CannotStart ? e.getMessage() : e));
            return CommandLine.ExitCode.SOFTWARE;
        });
        int status = commandLine.execute(arguments);
        if (status != CommandLine.ExitCode.OK) {
            System.exit(status);
        }
    }

    /** Without a command there is nothing to do. */
    @Override
    public void run() {
        throw new ParameterException(
                command.commandLine(),
                "Say what to do: " + String.join(" or ", command.subcommands().keySet()));
    }

    private static int explain(ParameterException e, String[] arguments) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        System.err.println("celltwin: " + e.getMessage() + " ('" + command + " --help' explains it)");
        return CommandLine.ExitCode.USAGE;
    }
}
