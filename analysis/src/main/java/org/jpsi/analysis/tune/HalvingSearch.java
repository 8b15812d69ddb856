package org.jpsi.analysis.tune;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jpsi.analysis.TrainService;
import org.jpsi.analysis.TrialService;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.AnalysisReader;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.analysis.file.AnalysisWriter;
import org.jpsi.analysis.file.NegativeWeights;
import org.jpsi.analysis.file.SearchKey;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.ProblemText;
import org.jpsi.core.io.AtomicFile;
import org.jpsi.report.TuningPage;

/// Search by successive halving, in a folder. Trials that have a row in it are not trained again,
/// so that a search that was ended goes on to the winner that it would have had.
final class HalvingSearch {
  private static final int SHOWN = 10;

  private final SearchFolder folder;
  private final AnalysisWithSource source;
  private final Search search;
  private final TrialService.TrialData data;
  private final int threads;
  private final TuneListener progress;
  private final List<Trial> trials;
  private final TuneFigure figure;
  private final SearchWork work;
  private final double before;

  /// @param source the analysis in the folder
  /// @param data its events
  HalvingSearch(
      SearchFolder folder,
      AnalysisWithSource source,
      Search search,
      TrialService.TrialData data,
      int threads,
      TuneListener progress) {
    this.folder = folder;
    this.source = source;
    this.search = search;
    this.data = data;
    this.threads = threads;
    this.progress = progress;
    trials = search.draw(source.analysis().seed());
    figure = TuneFigure.of(data.task());
    work = SearchWork.of(trials.size(), t -> multiplications(trials.get(t)), search);
    int rungs = work.sizes().size();
    for (TrialRow row : folder.rows()) {
      if (row.trial() > trials.size() || row.rung() > rungs) {
        throw InputException.at(folder.path().toString())
            .expected("trials and rungs of this search")
            .found("trial " + row.trial() + " on rung " + row.rung())
            .remedy("begin the search again in another folder")
            .exception();
      }
    }
    before = work.done(folder.rows());
  }

  TuneService.TuneResult run() {
    if (trials.size() < search.trials()) {
      progress.warning(
          String.format(
              Locale.ROOT,
              "%d trials, not %d: the values have no more combinations",
              trials.size(),
              search.trials()));
    }
    int rungs = work.sizes().size();
    List<Trial> running = trials;
    List<TrialRow> ranked = List.of();
    for (int rung = 1; rung <= rungs; rung++) {
      List<TrialRow> rows = new ArrayList<>();
      for (Trial trial : running) {
        TrialRow row = row(trial, rung, rungs);
        if (!row.failed()) {
          rows.add(row);
        }
      }
      ranked = rows.stream().sorted(figure.order()).toList();
      if (ranked.isEmpty()) {
        throw InputException.at(folder.path().toString())
            .expected("a trial that gives a figure")
            .found("none: " + folder.rows().getLast().reason())
            .remedy("search over other values, in another folder")
            .exception();
      }
      running =
          ranked.stream()
              .limit(search.promoted(running.size()))
              .map(row -> trials.get(row.trial() - 1))
              .toList();
    }
    TrialRow best = ranked.getFirst();
    return finished(trials.get(best.trial() - 1), best);
  }

  private TrialRow row(Trial trial, int rung, int rungs) {
    return folder
        .row(trial.number(), rung)
        .orElseGet(() -> {
          progress.trial(
              String.format(
                  Locale.ROOT,
                  "trial %d of %d%s: %s",
                  trial.number(),
                  trials.size(),
                  rungs == 1 ? "" : ", rung " + rung + " of " + rungs,
                  trial.words(search.keys())),
              work.done(folder.rows()),
              before);
          TrialRow row = trained(trial, rung, rungs);
          folder.add(row, search, trials, data.digest(), figure);
          progress.result(row.failed() ? "failed: " + row.reason() : words(row));
          return row;
        });
  }

  /// The treatment of negative weights alone, where the analysis compares it with others: a trial
  /// compares other things.
  private List<String> treatment() {
    NegativeWeights asked = source.analysis().negativeWeights();
    return asked.compare() ? List.of("negativeWeights=" + asked.how().id()) : List.of();
  }

  /// The last rung is the whole training, with nothing but the trial's keys set.
  private TrialRow trained(Trial trial, int rung, int rungs) {
    List<String> settings = new ArrayList<>(treatment());
    settings.addAll(trial.settings(search.keys()));
    settings.addAll(TrialService.LEFT_OUT);
    try {
      if (rung < rungs) {
        int whole = sized(trial).training().epochs().orElseThrow();
        settings.add("training.epochs=" + search.epochs(rung - 1, rungs, whole));
      }
      TrialService.TrialResult result =
          TrialService.train(read(settings), folder.run(trial), threads, progress);
      if (!result.digest().equals(data.digest())) {
        return failed(
            trial, rung, "its validation events are others, so that its figure cannot be compared");
      }
      OptionalDouble value = result.validation().value(figure.id());
      return value.isEmpty()
          ? failed(trial, rung, "its " + figure.words() + " is not defined")
          : new TrialRow(
              trial.number(),
              rung,
              result.epochs(),
              value,
              result.validation().error(figure.id()),
              "");
    } catch (InputException wrong) {
      return failed(trial, rung, ProblemText.of(wrong.problem()));
    }
  }

  private static TrialRow failed(Trial trial, int rung, String reason) {
    return new TrialRow(
        trial.number(), rung, 0, OptionalDouble.empty(), OptionalDouble.empty(), reason);
  }

  private AnalysisWithSource read(List<String> settings) {
    return AnalysisReader.read(folder.path().resolve(SearchFolder.ANALYSIS), settings);
  }

  private AnalysisFile sized(Trial trial) {
    return read(trial.settings(search.keys())).analysis().sized(data.train(), data.features());
  }

  // trees have none, and are taken for alike
  private double multiplications(Trial trial) {
    return Math.max(1, sized(trial).multiplications(data.train(), data.features()));
  }

  private TuneService.TuneResult finished(Trial trial, TrialRow best) {
    String remark =
        String.format(
            Locale.ROOT,
            "chosen among %d trials by the %s of the validation events, %s: as the best of many it"
                + " is too good there, and only test events, which no trial has seen, say how good"
                + " it is",
            trials.size(),
            figure.words(),
            words(best));
    String headline = "";
    if (!folder.isFinished()) {
      progress.trial(
          "training the winner, trial " + trial.number(), work.done(folder.rows()), before);
      Path unfinished = folder.unfinishedWinner().orElse(null);
      headline =
          TrainService.run(
                  unfinished == null
                      ? new TrainService.TrainRequest(
                          folder.path().resolve(SearchFolder.ANALYSIS),
                          trial.settings(search.keys()),
                          folder.winner(),
                          null,
                          threads,
                          true)
                      : new TrainService.TrainRequest(
                          null, List.of(), null, unfinished, threads, false),
                  List.of(remark),
                  progress)
              .headline();
    }
    TuningPage page = page(trial, remark);
    Path file = folder.path().resolve("tune.html");
    AtomicFile.write(file, page.html());
    return new TuneService.TuneResult(
        folder.path(),
        page.heads(),
        page.rows().stream().limit(SHOWN).toList(),
        settings(trial),
        remark,
        headline,
        folder.winner(),
        file);
  }

  /// What makes the analysis that of the winner: its keys, and the split where another would be
  /// their default.
  private List<String> settings(Trial winner) {
    List<String> settings = new ArrayList<>(winner.settings(search.keys()));
    List<String> byDefault = new ArrayList<>(settings);
    byDefault.add("split=");
    if (!read(byDefault).analysis().split().equals(source.analysis().split())) {
      settings.add("split=" + AnalysisWriter.splitValue(source.analysis()));
    }
    return settings;
  }

  private TuningPage page(Trial winner, String remark) {
    List<TuningPage.TuningTrial> shown =
        folder.rows().stream()
            .map(row ->
                new TuningPage.TuningTrial(
                    row.trial(),
                    row.rung(),
                    row.epochs(),
                    trials.get(row.trial() - 1).values(),
                    row.value(),
                    row.error(),
                    row.reason()))
            .toList();
    return new TuningPage(
        source.analysis().name(),
        search.keys().stream().map(SearchKey::key).toList(),
        search.keys().stream()
            .filter(key -> key.space() instanceof SearchKey.Interval interval && interval.log())
            .map(SearchKey::key)
            .collect(Collectors.toSet()),
        figure.words(),
        figure.higherIsBetter(),
        shown,
        winner.number(),
        List.of("Trial " + winner.number() + " was " + remark + "."));
  }

  // with as many digits as its error has two of
  private String words(TrialRow row) {
    double error = row.error().orElse(0);
    int digits = error > 0 ? (int) Math.clamp(1 - Math.floor(StrictMath.log10(error)), 0, 8) : 5;
    String format = "%s %." + digits + "f" + (error > 0 ? " ± %." + digits + "f" : "");
    return String.format(Locale.ROOT, format, figure.words(), row.value().orElseThrow(), error);
  }
}
