package org.jpsi.analysis.tune;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jpsi.analysis.TrialService;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.AnalysisReader;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.analysis.file.AnalysisWriter;
import org.jpsi.analysis.file.SearchKey;
import org.jpsi.analysis.file.TuneOptions;
import org.jpsi.core.errors.InputException;
import org.jspecify.annotations.Nullable;

/// Search over hyperparameters (`jpsi tune`): trials of random values of keys, compared by a figure
/// of the validation events alone. The test events are looked at once, for the run of the winner.
public final class TuneService {
  private static final String WITHOUT = "tune=";

  private TuneService() {}

  /// Request to search.
  ///
  /// @param file the analysis; null for the generated Higgs sample
  /// @param settings `key=value` each, which override the file
  /// @param keys that are searched over, `KEY=RANGE` each, beside those of the file's `tune:`
  /// @param trials number of trials; empty for that of the file, or 20
  /// @param factor of successive halving; empty for that of the file, or 3, or 1 where a trial
  ///   trains no network
  /// @param out the folder; null for `runs/NAME-tune`
  /// @param resume the folder of the search to go on with; null for a new one
  /// @param threads number of threads, on which results do not depend
  public record TuneRequest(
      @Nullable Path file,
      List<String> settings,
      List<String> keys,
      OptionalInt trials,
      OptionalInt factor,
      @Nullable Path out,
      @Nullable Path resume,
      int threads) {}

  /// Result of a search.
  ///
  /// @param folder of the search
  /// @param heads of the table of the best trials
  /// @param rows of it
  /// @param winner the keys of the winner as options: `--set members=4`
  /// @param remark what the figure of the winner is worth
  /// @param headline of the winner's run; empty where it was there already
  /// @param run the folder of the winner
  /// @param page the page of the search
  public record TuneResult(
      Path folder,
      List<String> heads,
      List<List<String>> rows,
      List<String> winner,
      String remark,
      String headline,
      Path run,
      Path page) {}

  /// Searches.
  ///
  /// @throws InputException where analysis, keys or events are wrong, nothing can be written, or no
  ///   trial gives a figure
  public static TuneResult run(TuneRequest request, TuneListener progress) {
    Path resume = request.resume();
    if (resume != null) {
      try (SearchFolder folder = SearchFolder.resume(resume)) {
        SearchFolder.Begun begun = folder.read();
        AnalysisWithSource source = analysis(folder.path());
        TrialService.TrialData data = TrialService.data(source, request.threads(), progress);
        if (!data.digest().equals(begun.digest())) {
          throw InputException.at(resume.toString())
              .expected("the validation events that the search began with")
              .found("others")
              .remedy("put the files of its analysis back, or begin a new search")
              .exception();
        }
        return searched(folder, source, begun.search(), data, request, progress);
      }
    }
    AnalysisWithSource whole = read(request, List.of());
    requireSearchable(whole);
    TuneOptions options =
        whole
            .analysis()
            .figures()
            .studies()
            .tune()
            .orElse(TuneOptions.NONE)
            .with(request.keys().stream().map(SearchKey::of).toList())
            .with(request.trials(), request.factor());
    Search asked =
        new Search(options.keys(), options.trials(), options.factor().orElse(Search.FACTOR));
    return begun(request, options, asked, progress);
  }

  private static TuneResult begun(
      TuneRequest request, TuneOptions options, Search asked, TuneListener progress) {
    // trials and the winner are trainings, which search for nothing
    AnalysisWithSource given = read(request, List.of(WITHOUT));
    Path out =
        request.out() == null ? Path.of("runs", given.analysis().name() + "-tune") : request.out();
    try (SearchFolder folder = SearchFolder.create(out)) {
      String yaml =
          AnalysisWriter.withSplit(given.analysis().rebased(given.folder(), folder.path()));
      AnalysisWithSource source =
          AnalysisReader.parse(SearchFolder.ANALYSIS, yaml, folder.path(), List.of());
      Search search = withFactor(asked, given.analysis().seed(), request, options.factor());
      TrialService.TrialData data = TrialService.data(source, request.threads(), progress);
      TuneFigure figure = TuneFigure.of(data.task());
      figure.require(options.keys());
      folder.begin(yaml, search, data.digest(), figure);
      return searched(folder, source, search, data, request, progress);
    }
  }

  /// The analysis that is asked for, as its user wrote it, with the keys of a trial.
  private static AnalysisWithSource read(TuneRequest request, List<String> keys) {
    List<String> settings = new ArrayList<>(request.settings());
    settings.addAll(keys);
    return request.file() == null
        ? AnalysisReader.generated("higgs", Path.of("").toAbsolutePath(), settings)
        : AnalysisReader.read(request.file(), settings);
  }

  private static AnalysisWithSource analysis(Path folder) {
    return AnalysisReader.read(folder.resolve(SearchFolder.ANALYSIS), List.of());
  }

  private static TuneResult searched(
      SearchFolder folder,
      AnalysisWithSource source,
      Search search,
      TrialService.TrialData data,
      TuneRequest request,
      TuneListener progress) {
    progress.search(folder.path());
    return new HalvingSearch(folder, source, search, data, request.threads(), progress).run();
  }

  private static void requireSearchable(AnalysisWithSource given) {
    AnalysisFile analysis = given.analysis();
    if (analysis.folds().isPresent()) {
      throw InputException.at(given.where("folds"))
          .expected("`split:` for a search, with test events that no trial looks at")
          .found("folds, in which every event tests")
          .remedy("search with `split:`, then train with folds and the keys of the winner")
          .exception();
    }
    if (analysis.models().size() > 1) {
      throw InputException.at(given.where("model"))
          .expected("one model for a search")
          .found(Integer.toString(analysis.models().size()))
          .remedy("name one, as by --set model=network, or search over it: --key model=[...]")
          .exception();
    }
  }

  /// The search with its factor. Every trial is read, so that what no analysis file may say is told
  /// before anything is trained.
  private static Search withFactor(
      Search asked, long seed, TuneRequest request, OptionalInt given) {
    Optional<Trial> withoutNetwork = Optional.empty();
    for (Trial trial : asked.draw(seed)) {
      AnalysisWithSource read;
      try {
        read = read(request, trial.settings(asked.keys()));
      } catch (InputException wrong) {
        throw wrong.in("trial " + trial.number());
      }
      requireSearchable(read);
      if (!read.analysis().trainsNetwork() && withoutNetwork.isEmpty()) {
        withoutNetwork = Optional.of(trial);
      }
    }
    if (withoutNetwork.isEmpty()) {
      return asked;
    }
    if (given.orElse(1) > 1) {
      throw InputException.at(request.factor().isPresent() ? "--factor" : "tune.factor")
          .expected("1, as trial " + withoutNetwork.get().number() + " has no epochs of a network")
          .found(Integer.toString(given.getAsInt()))
          .remedy("leave it out, and every trial is trained to the end")
          .exception();
    }
    return new Search(asked.keys(), asked.trials(), 1);
  }
}
