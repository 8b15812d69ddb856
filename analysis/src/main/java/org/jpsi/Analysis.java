package org.jpsi;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jpsi.analysis.TrainService;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.analysis.file.Sample;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.Events;
import org.jpsi.core.io.AtomicFile;
import org.jpsi.core.parallel.ThreadBudget;

/// Analysis of events: their selection, weight and label with features and settings, trained as
/// `jpsi train` trains an analysis file. Keys that are not set have the defaults of the file's.
///
/// ```java
/// Run run = Analysis.of(events).features("m_*", "dphi").epochs(20).fit();
/// ```
///
/// It is the analysis file: {@link #toYaml} and {@link #read} are inverse to each other.
///
/// Immutable: each setting gives a new analysis.
public final class Analysis {
  private final AnalyzedEvents events;
  private final Map<String, Object> keys;
  private final List<String> settings;
  private final ProgressListener progress;
  private final int threads;

  private Analysis(
      AnalyzedEvents events,
      Map<String, Object> keys,
      List<String> settings,
      ProgressListener progress,
      int threads) {
    this.events = events;
    this.keys = keys;
    this.settings = settings;
    this.progress = progress;
    this.threads = threads;
  }

  /// An analysis of events with their weight and label.
  public static Analysis of(Events events) {
    AnalyzedEvents.Given given = new AnalyzedEvents.Given(events, events.recipe());
    return new Analysis(
        given, given.keys(), List.of(), ProgressListener.SILENT, ThreadBudget.threads());
  }

  /// The analysis of an analysis file: its events are those that the file names. The methods of
  /// this class override its keys.
  ///
  /// @throws InputException with file, line and key, where something is wrong
  public static Analysis read(Path file) {
    AnalyzedEvents.Named named = new AnalyzedEvents.Named(file);
    Analysis analysis =
        new Analysis(named, Map.of(), List.of(), ProgressListener.SILENT, ThreadBudget.threads());
    // what is wrong with the file is told here
    var unused = analysis.source();
    return analysis;
  }

  /// As {@link #read(Path)}.
  public static Analysis read(String file) {
    return read(Path.of(file));
  }

  /// The features: columns, also by names with `*` and `?`, or expressions over columns. Without
  /// this, they are all columns of numbers that are not used otherwise.
  ///
  /// @throws InputException where there is no such column, with the nearest names
  public Analysis features(String... features) {
    return with("features", events.features(features));
  }

  /// The targets of a regression: columns or expressions, in the place of the label.
  ///
  /// @throws InputException where there is no such column, with the nearest names
  public Analysis target(String... targets) {
    return with("target", events.targets(targets)).without("label");
  }

  /// The class that is the signal, against all others.
  public Analysis signal(String name) {
    return with("signal", name);
  }

  /// The name of the analysis, in its report.
  public Analysis name(String name) {
    return with("name", name);
  }

  /// The models: `network`, or learners such as `boosted-trees`. The run is of the first, the
  /// others are compared with it.
  public Analysis model(String... names) {
    return with("model", List.of(names));
  }

  /// The largest number of epochs.
  public Analysis epochs(int number) {
    return set("training.epochs", number);
  }

  /// The seed of all random numbers of the training.
  public Analysis seed(long seed) {
    return set("seed", seed);
  }

  /// Any other key of the analysis file, as `--set` has it: `set("training.budget", "quick")`.
  /// `set("network.layers", List.of(64, 64))` is one plain network in the place of the default one.
  ///
  /// @param value number, text, list or map
  public Analysis set(String key, Object value) {
    List<String> all = new ArrayList<>(settings);
    all.add(AnalyzedEvents.setting(key, value));
    return new Analysis(events, keys, List.copyOf(all), progress, threads);
  }

  /// The number of threads, by default the process's; it changes the speed, never the result.
  public Analysis threads(int number) {
    return new Analysis(events, keys, settings, progress, number);
  }

  /// The listener, which is told of the training while it runs.
  public Analysis listener(ProgressListener listener) {
    return new Analysis(events, keys, settings, listener, threads);
  }

  private Analysis with(String key, Object value) {
    Map<String, Object> all = new LinkedHashMap<>(keys);
    all.put(key, value);
    return new Analysis(events, all, settings, progress, threads);
  }

  private Analysis without(String key) {
    Map<String, Object> all = new LinkedHashMap<>(keys);
    all.put(key, "");
    return new Analysis(events, all, settings, progress, threads);
  }

  /// Trains and evaluates, as `jpsi train` does, in memory.
  ///
  /// @throws InputException where a key or the events are wrong, or a loss is not finite
  public Run fit() {
    return Run.of(TrainService.train(source(), events.given(), threads, progress));
  }

  /// The analysis file that trains the same, every default written out; paths are relative to the
  /// working folder. What is written here and read by {@link #read} gives the same text and the
  /// same bits.
  public String toYaml() {
    AnalysisWithSource source = source();
    return in(source, Path.of("")).toYaml();
  }

  /// Writes the analysis file that trains the same, with paths relative to its folder.
  ///
  /// @return the file
  /// @throws InputException where the events are in memory alone, or the system refuses
  public Path save(Path file) {
    AnalysisWithSource source = source();
    for (Sample sample : source.analysis().samples()) {
      if (sample.source() instanceof Sample.Given given) {
        throw InputException.at(file.toString())
            .expected("events of files, or generated ones, for an analysis file")
            .found("those of " + given.origin() + ", which are in the memory of this program")
            .remedy("write them to a file and open that")
            .exception();
      }
    }
    Path folder = file.toAbsolutePath().normalize().getParent();
    AtomicFile.makeFolder(file);
    AtomicFile.write(file, in(source, folder == null ? Path.of("") : folder).toYaml());
    return file;
  }

  /// As {@link #save(Path)}.
  public Path save(String file) {
    return save(Path.of(file));
  }

  private static AnalysisFile in(AnalysisWithSource source, Path folder) {
    RelativePaths paths = new RelativePaths(source.folder(), folder);
    return source.analysis().withPaths(paths::of);
  }

  private AnalysisWithSource source() {
    return events.source(keys, settings);
  }
}
