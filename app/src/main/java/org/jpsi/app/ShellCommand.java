package org.jpsi.app;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import jdk.jshell.tool.JavaShellToolBuilder;
import org.jpsi.core.input.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `jpsi shell`: jshell in which the library is there.
@Command(
    name = "shell",
    header = "Opens jshell with the library's names imported.",
    description = {"As in a notebook: show(...), say(...), and all packages of the library.%n"},
    mixinStandardHelpOptions = true)
final class ShellCommand implements Callable<Integer> {
  @Parameters(arity = "0..*", paramLabel = "FILE", description = "Snippets to run first.")
  private List<String> files = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    List<String> arguments = new ArrayList<>();
    arguments.add("--execution=local");
    arguments.add("--class-path=" + System.getProperty("java.class.path"));
    arguments.add("--startup=" + Home.folder().resolve("lessons/imports.jsh"));
    for (String file : files) {
      if (!file.equals("-") && !java.nio.file.Files.isRegularFile(java.nio.file.Path.of(file))) {
        throw InputException.at(file).expected("a file of snippets").found("none").exception();
      }
      arguments.add(file);
    }
    return JavaShellToolBuilder.builder().start(arguments.toArray(String[]::new));
  }
}
