package org.jpsi.app;

import java.util.List;
import java.util.concurrent.Callable;
import org.jpsi.core.io.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Command `jpsi doctor`: shows what the machine gives to Jpsi, and what to do where it is little.
@Command(
    name = "doctor",
    header = "Shows JDK, vectors, threads, memory and tools, and what to do about them.",
    description = {
      "Each line is a thing on which the speed of Jpsi or one of its commands depends; -> says what"
          + " to do.%n"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class DoctorCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--json",
      description = "As JSON: a list of name, status (ok, slow, missing), found and remedy.")
  private boolean json;

  DoctorCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<Finding> findings = Diagnosis.ofThisProcess();
    if (json) {
      terminal.line(Json.write(findings.stream().map(Finding::members).toList()));
    } else {
      show(findings);
    }
    return Main.DONE;
  }

  private void show(List<Finding> findings) {
    int width = findings.stream().mapToInt(finding -> finding.name().length()).max().orElse(0);
    for (Finding finding : findings) {
      terminal.line(
          finding.name() + " ".repeat(width - finding.name().length()) + "  " + finding.found());
      if (!finding.remedy().isEmpty()) {
        terminal.line(" ".repeat(width) + "  -> " + finding.remedy());
      }
    }
  }
}
