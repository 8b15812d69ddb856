package org.jpsi.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jpsi.analysis.folder.UnfinishedRunException;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Problem;
import org.jpsi.core.errors.ProblemText;
import org.jpsi.core.train.DivergedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Main class of `./jpsi`: runs one command, and returns its exit status.
@Command(
    name = "jpsi",
    header = "Deep learning for particle physics.",
    description = "Trains, validates and applies networks on event ntuples.%n",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = CommandLine.HelpCommand.class,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Start with:",
      "  ./jpsi train                        trains on a generated Higgs sample",
      "  ./jpsi help train                   lists the options of a command"
    })
public final class Main {
  /// Done.
  static final int DONE = 0;

  /// The input is wrong; the message says what to correct.
  static final int WRONG_INPUT = 1;

  /// The command line is wrong.
  static final int USAGE = 2;

  /// A bug of Jpsi.
  static final int BUG = 3;

  // of st_mode, as POSIX systems number them
  private static final int FILE_KIND = 0xF000;
  private static final int PIPE = 0x1000;

  private Main() {}

  static void main(String[] args) {
    Terminal terminal = Terminal.standard();
    if (Boolean.getBoolean("jpsi.warned")) {
      // clears the line above: the launcher knows that the JVM has just written a warning
      System.err.print("\u001b[1A\u001b[2K");
    }
    int status = run(terminal, Services.ANALYSIS, args);
    status = written(status, terminal, standardOutputIsPipe());
    terminal.err().flush();
    System.exit(status);
  }

  /// The exit status of a command that ended with `status`, once all that it printed is written.
  ///
  /// @param pipe whether the output goes to another program: where that reads no further, as `head`
  ///   does, nothing is amiss
  static int written(int status, Terminal terminal, boolean pipe) {
    if (!terminal.out().checkError() || pipe) {
      return status;
    }
    terminal
        .err()
        .println(
            "[output] not all that the command printed could be written; see that the disk has"
                + " room");
    return status == DONE ? WRONG_INPUT : status;
  }

  private static boolean standardOutputIsPipe() {
    try {
      Object mode = Files.getAttribute(Path.of("/dev/fd/1"), "unix:mode");
      return mode instanceof Integer bits && (bits & FILE_KIND) == PIPE;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      // no such system, or a file system that tells no kinds
      return false;
    }
  }

  /// Runs one command.
  ///
  /// @return the exit status
  static int run(Terminal terminal, Services services, String... args) {
    CommandLine line = new CommandLine(new Main());
    line.addSubcommand("init", new InitCommand(terminal));
    line.addSubcommand("train", new TrainCommand(terminal, services));
    line.addSubcommand("apply", new ApplyCommand(terminal, services));
    line.addSubcommand("tune", new TuneCommand(terminal));
    line.addSubcommand("histograms", new HistogramsCommand(terminal));
    line.addSubcommand("compare", new CompareCommand(terminal));
    line.addSubcommand("inspect", new InspectCommand(terminal));
    line.addSubcommand("convert", new ConvertCommand(terminal));
    line.addSubcommand("generate", new GenerateCommand(terminal));
    line.addSubcommand("schema", new SchemaCommand(terminal));
    line.addSubcommand("lesson", new LessonCommand(terminal));
    line.addSubcommand("notebook", new NotebookCommand(terminal));
    line.addSubcommand("shell", new ShellCommand(terminal));
    line.addSubcommand("doctor", new DoctorCommand(terminal));
    line.setOut(new PrintWriter(terminal.out(), true, terminal.out().charset()));
    line.setErr(new PrintWriter(terminal.err(), true, terminal.err().charset()));
    line.setUsageHelpAutoWidth(false);
    line.setUsageHelpWidth(100);
    line.setParameterExceptionHandler((wrong, given) -> misused(wrong, terminal));
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> failed(failure, terminal, args));
    if (args.length == 0) {
      line.usage(line.getOut());
      return USAGE;
    }
    try {
      return line.execute(args);
    } catch (Error failure) {
      // picocli hands only exceptions to the handler
      return failed(failure, terminal, args);
    }
  }

  private static int misused(ParameterException wrong, Terminal terminal) {
    CommandLine command = wrong.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    Problem problem =
        wrong instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()
            ? unknown(command, name, unmatched.getUnmatched().getFirst())
            : InputException.at(name).says(ProblemText.messageOf(wrong)).problem();
    terminal.err().println(ProblemText.of(problem));
    terminal.err().println("`" + name + " --help` lists the options");
    return USAGE;
  }

  private static Problem unknown(CommandLine command, String name, String word) {
    boolean option = word.startsWith("-");
    List<String> known =
        option
            ? command.getCommandSpec().options().stream().map(o -> o.longestName()).toList()
            : command.getSubcommands().keySet().stream().sorted().toList();
    String what =
        option
            ? "no option "
            : command.getSubcommands().isEmpty() ? "unexpected argument " : "no command ";
    return InputException.at(name).says(what + word).nearest(word, known).problem();
  }

  private static int failed(Throwable failure, Terminal terminal, String[] args) {
    terminal.out().flush();
    switch (failure) {
      case InputException wrong -> terminal.err().println(ProblemText.of(wrong.problem()));
      case DivergedException diverged -> terminal.err().println(ProblemText.of(diverged.problem()));
      case UnfinishedRunException unfinished -> {
        int status = failed(unfinished.reason(), terminal, args);
        terminal.err().println(ResumeLine.of(unfinished.run()));
        return status;
      }
      case OutOfMemoryError full -> terminal.err().println(outOfMemory());
      default -> {
        report(failure, terminal, args);
        return BUG;
      }
    }
    return WRONG_INPUT;
  }

  private static String outOfMemory() {
    long megabytes = Runtime.getRuntime().maxMemory() >> 20;
    return String.format(
        Locale.ROOT,
        "[memory] the events need more than the %,d MB this command may take; use fewer features or"
            + " files, or allow more: JDK_JAVA_OPTIONS=-Xmx%dm ./jpsi ...",
        megabytes,
        2 * megabytes);
  }

  private static void report(Throwable failure, Terminal terminal, String[] args) {
    var err = terminal.err();
    err.println("This is a bug of Jpsi, not of your input. Please report it with the lines below.");
    err.println("  command  jpsi " + String.join(" ", args));
    err.println("  version  " + Version.line());
    err.println(
        "  system   " + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    // a tab would be escaped on its way to the terminal
    trace.toString().lines().forEach(line -> err.println(line.replace("\t", "    ")));
  }
}
