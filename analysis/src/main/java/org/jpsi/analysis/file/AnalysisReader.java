package org.jpsi.analysis.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.io.IoFailure;
import org.jpsi.lab.sim.Process;

/// Reads analysis files.
public final class AnalysisReader {
  private static final int LARGEST = 1 << 20;

  private AnalysisReader() {}

  /// Reads a file.
  ///
  /// @param settings from the command line, each `key=value`: `training.epochs=5`,
  ///   `samples.0.tree=events`; the value is YAML, and an empty one takes the default again
  /// @throws InputException with file, line, column and key, where something is wrong
  public static AnalysisWithSource read(Path file, List<String> settings) {
    Path absolute = file.toAbsolutePath().normalize();
    Path folder = absolute.getParent();
    if (folder == null || !Files.isRegularFile(absolute)) {
      throw SampleFiles.near(
              InputException.at(file.toString()).expected("an analysis file"), absolute)
          .exception();
    }
    return parse(
        String.valueOf(absolute.getFileName()), text(file.toString(), absolute), folder, settings);
  }

  /// Reads an analysis from text.
  ///
  /// @param origin its name, for messages and as the default of `name`
  /// @param folder that relative paths lead from
  /// @param settings as for {@link #read}
  public static AnalysisWithSource parse(
      String origin, String yaml, Path folder, List<String> settings) {
    YamlNode.Mapping root = Yaml.read(origin, yaml);
    for (String setting : settings) {
      root = KeyOverride.of(setting).apply(root);
    }
    ReadContext context = new ReadContext(AnalysisSchema.FILE);
    ConfigValue whole = new ConfigValue(root, "", context);
    context.places().put("", origin);
    AnalysisFile analysis = AnalysisSchema.FILE.read(whole, KnownTask.UNKNOWN);
    return new AnalysisWithSource(analysis, folder, context.places(), List.copyOf(context.notes()));
  }

  /// The analysis of a generated sample: what `jpsi train` does without a file. Its name differs
  /// from that of a file of one's own on the same process, so that their runs do not meet.
  ///
  /// @param process the id of a {@link org.jpsi.lab.sim.Process}
  /// @param settings as for {@link #read}
  public static AnalysisWithSource generated(String process, Path folder, List<String> settings) {
    String yaml = "name: " + process + "-toy\nsamples: [{generate: " + process + "}]\n";
    if (process.equals(Process.HIGGS.id())) {
      yaml += "label: \"process == 1 ? 'signal' : 'background'\"\nsignal: signal\n";
    }
    return parse(process, yaml, folder, settings);
  }

  private static String text(String where, Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw InputException.at(where)
            .expected("an analysis file, of up to 1 MB")
            .found(Files.size(file) + " bytes")
            .remedy("name event files in it, under `samples:`")
            .exception();
      }
      byte[] bytes = Files.readAllBytes(file);
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw InputException.at(where)
          .expected("an analysis file: YAML text in UTF-8")
          .found("bytes that are no text")
          .remedy("event files are named in one, under `samples:`")
          .cause(e)
          .exception();
    } catch (IOException e) {
      throw IoFailure.reading(where, e);
    }
  }
}
