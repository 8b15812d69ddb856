package org.jpsi.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jpsi.analysis.file.AnalysisReader;

/// Settings of the command line, as after `--set`: a file has one a line.
final class SettingTarget implements FuzzTarget {
  private static final List<String> PARTS =
      List.of(
          "samples",
          "0",
          "1",
          "2",
          "training",
          "epochs",
          "optimizer",
          "adam",
          "network",
          "layers",
          "split",
          "seed",
          "features",
          "files",
          "model",
          "constants",
          "x");

  @Override
  public String name() {
    return "set";
  }

  @Override
  public byte[] input(Chance chance) {
    StringBuilder lines = new StringBuilder();
    for (int i = chance.below(4); i >= 0; i--) {
      for (int k = chance.below(4); k >= 0; k--) {
        lines.append(
            chance.oneIn(8)
                ? chance.of("", chance.name(), Long.toString(chance.limit()))
                : chance.of(PARTS));
        lines.append(k == 0 ? chance.of("=", "=", "=", "", " = ") : ".");
      }
      lines.append(YamlTarget.value(chance, 2)).append('\n');
    }
    String whole = lines.toString();
    return CsvTarget.text(chance.oneIn(4) ? chance.shuffled(whole) : whole);
  }

  @Override
  public Map<String, Supplier<byte[]>> extremes() {
    Map<String, Supplier<byte[]>> extremes = new LinkedHashMap<>();
    extremes.put("a path of 100,000 parts", () -> CsvTarget.text("a.".repeat(100_000) + "a=1"));
    extremes.put("a path of points", () -> CsvTarget.text(".".repeat(100_000) + "a=1"));
    extremes.put(
        "constants.x of 100,000 parts",
        () -> CsvTarget.text("constants" + ".0".repeat(100_000) + "=1"));
    extremes.put("an index beyond all", () -> CsvTarget.text("samples.999999999.x=1"));
    extremes.put(
        "an index of 100,000 digits",
        () -> CsvTarget.text("samples." + "9".repeat(100_000) + "=1"));
    extremes.put("100,000 settings", () -> CsvTarget.text("training.epochs=1\n".repeat(100_000)));
    extremes.put("100,000 samples", SettingTarget::samples);
    extremes.put("a quote", () -> CsvTarget.text("name=\"" + "a".repeat(1_000_000)));
    extremes.put("a list in lists", () -> CsvTarget.text("name=" + "[".repeat(1_000_000)));
    extremes.put("a number", () -> CsvTarget.text("split.seed=" + "1".repeat(1_000_000) + "x"));
    return extremes;
  }

  private static byte[] samples() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      lines.append("samples.").append(i + 2).append(".generate=higgs\n");
    }
    return CsvTarget.text(lines.toString());
  }

  @Override
  public void read(Path file) {
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      AnalysisReader.generated("higgs", Path.of("").toAbsolutePath(), text.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
