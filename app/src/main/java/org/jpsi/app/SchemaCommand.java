package org.jpsi.app;

import java.util.concurrent.Callable;
import org.jpsi.analysis.file.JsonSchema;
import org.jpsi.analysis.file.MarkdownReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Command `jpsi schema`: prints the JSON Schema of the analysis file, for editors.
@Command(
    name = "schema",
    header = "Prints the keys of the analysis file as JSON Schema, for editors.",
    description = {
      "With ./jpsi schema > jpsi.schema.json and the line",
      "# yaml-language-server: $schema=jpsi.schema.json",
      "at the top of an analysis file, an editor completes and checks its keys.%n"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class SchemaCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(names = "--markdown", description = "Prints the reference docs/analysis-file.md instead.")
  private boolean markdown;

  SchemaCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal.out().print(markdown ? MarkdownReference.analysisFile() : JsonSchema.analysisFile());
    return Main.DONE;
  }
}
