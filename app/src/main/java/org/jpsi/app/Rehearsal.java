package org.jpsi.app;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jpsi.core.tensor.Engine;

/// Rehearsal of the commands, which a build of the launcher runs while the JVM notes which classes
/// they load, to lay them out in an archive for later starts. What it computes is thrown away, and
/// a command that fails here only leaves its classes out.
final class Rehearsal {
  private Rehearsal() {}

  /// @param args whether to rehearse what `computes` or what `shows`, and the folder to write into,
  ///   in which the first kind leaves a run and a file of events for the second
  static void main(String[] args) {
    Path folder = Path.of(args[1]);
    String run = folder.resolve("run").toString();
    String events = folder.resolve("events.root").toString();
    if (args[0].equals("computes")) {
      // so short a training would load none of the vector kernels
      Engine.warmUp();
    }
    String[][] commands =
        switch (args[0]) {
          case "computes" ->
              new String[][] {
                {"generate", "higgs", "--events", "2000", "--out", events, "--force"},
                {
                  "train",
                  "--out",
                  run,
                  "--force",
                  "--set",
                  "samples.0.events=2000",
                  "--set",
                  "training.epochs=2"
                },
                {"apply", run, events, "--out", folder.resolve("scores.root").toString()},
                {"doctor"}
              };
          case "shows" ->
              new String[][] {
                {"--version"},
                {"--help"},
                {"help", "train"},
                {"no-command"},
                {"inspect", run},
                {"inspect", events}
              };
          default -> throw new IllegalArgumentException(args[0] + " is neither computes nor shows");
        };
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    for (String[] command : commands) {
      Main.run(new Terminal(nowhere, nowhere, false, true), Services.ANALYSIS, command);
    }
    // through the terminal too, whose classes every command loads
    System.exit(Main.run(Terminal.standard(), Services.ANALYSIS, "--version"));
  }
}
