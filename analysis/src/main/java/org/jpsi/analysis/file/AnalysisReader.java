package org.jpsi.analysis.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.io.FilePattern;
import org.jpsi.core.io.IoFailure;
import org.jpsi.lab.sim.Process;

/// Reader of analysis files.
public final class AnalysisReader {
  private static final int MAX_BYTES = 1 << 20;
  // each makes a tree of its own
  private static final int MAX_SETTINGS = 1000;

  private AnalysisReader() {}

  /// Reads a file.
  ///
  /// @param settings from the command line, each `key=value`: `training.epochs=5`,
  ///   `samples.0.tree=events`; the value is YAML, and an empty one resets the key to its default
  /// @throws InputException with file, line, column and key, where something is wrong
  public static AnalysisWithSource read(Path file, List<String> settings) {
    Path absolute = file.toAbsolutePath().normalize();
    Path folder = absolute.getParent();
    if (folder == null || !Files.isRegularFile(absolute)) {
      throw FilePattern.near(
              InputException.at(file.toString()).expected("an analysis file"), absolute)
          .exception();
    }
    return parse(
        String.valueOf(absolute.getFileName()), text(file.toString(), absolute), folder, settings);
  }

  /// Reads an analysis from text.
  ///
  /// @param origin its name, for messages and as the default of `name`
  /// @param folder where relative paths start
  /// @param settings as for {@link #read}
  public static AnalysisWithSource parse(
      String origin, String yaml, Path folder, List<String> settings) {
    if (settings.size() > MAX_SETTINGS) {
      throw InputException.at("--set")
          .expected("at most " + MAX_SETTINGS + " settings")
          .found(Integer.toString(settings.size()))
          .remedy("write them into the analysis file")
          .exception();
    }
    YamlNode.Mapping written = Yaml.read(origin, yaml);
    YamlNode.Mapping tree = written;
    for (String setting : settings) {
      tree = KeyOverride.of(setting).apply(tree);
    }
    ReadContext context = new ReadContext(AnalysisSchema.FILE);
    ConfigValue root = new ConfigValue(tree, "", context);
    context.locations().put("", origin);
    AnalysisFile analysis = AnalysisSchema.FILE.read(root, KnownTask.UNKNOWN);
    if (analysis.trainsNetwork()
        && analysis.network().isPresent()
        && !written.entries().containsKey("network")) {
      settings.stream()
          .filter(setting -> setting.strip().startsWith("network."))
          .findFirst()
          .ifPresent(setting -> context.warnings().add(leavesDefault(setting)));
    }
    return new AnalysisWithSource(
        analysis, folder, context.locations(), List.copyOf(context.warnings()));
  }

  private static String leavesDefault(String setting) {
    String key = setting.substring(0, setting.indexOf('=')).strip();
    return "--set "
        + key
        + " makes it one plain network, not the default network with this key: for that, set it for"
        + " the `analysis.yaml` of a run of the default network, which has all its keys";
  }

  /// The analysis of a generated sample, for `jpsi train` without a file. Its name differs from
  /// that of a file on the same process, so that their run folders differ.
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
      if (Files.size(file) > MAX_BYTES) {
        throw InputException.at(where)
            .expected("an analysis file of up to 1 MB")
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
          .found("bytes that are not text")
          .remedy("event files are named in one, under `samples:`")
          .cause(e)
          .exception();
    } catch (IOException e) {
      throw IoFailure.reading(where, e);
    }
  }
}
