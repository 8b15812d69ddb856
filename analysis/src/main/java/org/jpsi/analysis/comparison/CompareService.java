package org.jpsi.analysis.comparison;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.KeyDifference;
import org.jpsi.analysis.file.Sample;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.PairedBootstrap;
import org.jpsi.core.io.AtomicFile;
import org.jpsi.core.io.FileTree;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.report.ComparisonPage;

/// Comparison of runs (`jpsi compare`): their figures on the test events that all have in common,
/// with the errors of the differences, their curves over each other, and what differs in their
/// analyses.
public final class CompareService {
  private static final long SEED = 1;

  private CompareService() {}

  /// Request to compare.
  ///
  /// @param runs two or more run folders; the others are compared with the first
  /// @param page the page to write, which replaces one that is there
  /// @param threads number of threads, on which results do not depend
  public record CompareRequest(List<Path> runs, Optional<Path> page, int threads) {}

  /// Result of a comparison, as tables of text.
  ///
  /// @param notes on the events
  /// @param heads of the table of figures
  /// @param rows of it: a figure, its value in each run, and its difference from the first run
  /// @param headlines a sentence for each run but the first
  /// @param names of the runs
  /// @param differences a row for each key that differs: its path, and its value in each run
  public record CompareResult(
      List<String> notes,
      List<String> heads,
      List<List<String>> rows,
      List<String> headlines,
      List<String> names,
      List<List<String>> differences) {}

  /// Compares the runs.
  ///
  /// @throws InputException where one is no run, their tasks differ, or they share no test event
  public static CompareResult run(CompareRequest request, ProgressListener progress) {
    if (request.runs().size() < 2) {
      throw InputException.at("compare")
          .expected("two runs or more")
          .found(Integer.toString(request.runs().size()))
          .remedy("name their folders")
          .exception();
    }
    progress.stage("reading the runs");
    List<ComparedRun> runs = request.runs().stream().map(ComparedRun::read).toList();
    SharedEvents shared = SharedEvents.of(runs);
    progress.stage("drawing events anew");
    ComparedRun first = runs.getFirst();
    PairedBootstrap bootstrap =
        PairedBootstrap.of(
            first.task(),
            shared.events(),
            PairedBootstrap.REPLICAS,
            SEED,
            ThreadPool.of(request.threads()));
    List<AnalysisFile> analyses = runs.stream().map(CompareService::withWholePaths).toList();
    ComparisonPage page =
        new ComparisonPage(
            names(runs),
            first.task(),
            shared.events(),
            bootstrap,
            KeyDifference.of(analyses).stream()
                .map(key -> new ComparisonPage.Difference(key.path(), key.values()))
                .toList(),
            shared.notes());
    request.page().ifPresent(file -> AtomicFile.write(file, page.html()));
    return new CompareResult(
        page.notes(),
        page.heads(),
        page.rows(),
        page.headlines(),
        page.names(),
        page.differenceRows());
  }

  /// The analysis with the whole paths of its files, which are relative to each run's folder.
  private static AnalysisFile withWholePaths(ComparedRun run) {
    Path folder = run.folder().toAbsolutePath().normalize();
    List<Sample> samples = new ArrayList<>();
    for (Sample sample : run.analysis().samples()) {
      Sample.Source source = sample.source();
      if (source instanceof Sample.Files files) {
        source =
            files.withPaths(path ->
                FileTree.isRelative(path) ? folder.resolve(path).normalize().toString() : path);
      }
      samples.add(sample.with(source, sample.className()));
    }
    return run.analysis().with(samples);
  }

  /// The names of the folders, or their paths where two have one name.
  private static List<String> names(List<ComparedRun> runs) {
    List<String> names = runs.stream().map(ComparedRun::name).toList();
    return names.stream().distinct().count() == names.size()
        ? names
        : runs.stream().map(run -> run.folder().toString()).toList();
  }
}
