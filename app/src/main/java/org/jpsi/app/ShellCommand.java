package org.jpsi.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.prefs.BackingStoreException;
import java.util.prefs.Preferences;
import jdk.jshell.tool.JavaShellToolBuilder;
import org.jpsi.core.errors.InputException;
import org.jpsi.report.Display;
import org.jpsi.report.PageOutput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Command `jpsi shell`: jshell with the library on its class path.
@Command(
    name = "shell",
    header = "Opens jshell with the library imported.",
    description = {"As in a notebook: show(...), say(...), and all packages of the library.%n"},
    mixinStandardHelpOptions = true)
final class ShellCommand implements Callable<Integer> {
  @Parameters(arity = "0..*", paramLabel = "FILE", description = "Snippets to run first.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The page with the figures (runs/lessons/shell.html).")
  private Path out = Path.of("runs", "lessons", "shell.html");

  private final Terminal terminal;

  ShellCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    Display.setOutput(PageOutput.live(terminal.out(), out));
    Logger.getLogger("java.util.prefs").setLevel(Level.OFF);
    List<String> arguments = new ArrayList<>();
    arguments.add("--execution=local");
    arguments.add("--class-path=" + System.getProperty("java.class.path"));
    arguments.add("--startup=" + Home.folder().resolve("lessons/imports.jsh"));
    for (String file : files) {
      if (!file.equals("-") && !Files.isRegularFile(Path.of(file))) {
        throw InputException.at(file)
            .expected("a file of snippets")
            .found("none")
            .remedy("check the path")
            .exception();
      }
      arguments.add(file);
    }
    JavaShellToolBuilder shell = JavaShellToolBuilder.builder();
    if (!remembers()) {
      shell.persistence(new HashMap<>());
    }
    return shell.start(arguments.toArray(String[]::new));
  }

  /// Whether the JVM can keep the history of commands below the home folder: jshell ends with an
  /// exception where it cannot, as for an account without a home.
  private static boolean remembers() {
    try {
      Preferences.userRoot().flush();
      return true;
    } catch (BackingStoreException _) {
      return false;
    }
  }
}
