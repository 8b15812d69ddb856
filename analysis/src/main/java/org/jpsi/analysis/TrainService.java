package org.jpsi.analysis;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jpsi.analysis.events.AnalysisExpressions;
import org.jpsi.analysis.events.EventSetBuilder;
import org.jpsi.analysis.events.SampleReader;
import org.jpsi.analysis.events.SampleTrees;
import org.jpsi.analysis.events.TrialEvents;
import org.jpsi.analysis.events.VariedEvents;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.AnalysisReader;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.analysis.folder.RunFolder;
import org.jpsi.analysis.folder.UnfinishedRunException;
import org.jpsi.analysis.progress.ExpectedWork;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.analysis.progress.Warnings;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Place;
import org.jpsi.core.errors.Problem;
import org.jpsi.core.errors.ProblemText;
import org.jpsi.core.events.Events;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.train.Checkpoint;
import org.jpsi.core.train.DivergedException;
import org.jpsi.core.train.NetworkLearner;
import org.jspecify.annotations.Nullable;

/// Training of an analysis (`jpsi train`), from its file to a run folder: reads, trains, validates,
/// reports.
public final class TrainService {
  private TrainService() {}

  /// Request to train.
  ///
  /// @param file the analysis; null for the generated Higgs sample
  /// @param settings `key=value` each, which override the file
  /// @param out the run folder; null for `runs/NAME`
  /// @param resume the run to finish; null for a new one
  /// @param threads number of threads, on which results do not depend
  /// @param force whether to replace an existing run
  public record TrainRequest(
      @Nullable Path file,
      List<String> settings,
      @Nullable Path out,
      @Nullable Path resume,
      int threads,
      boolean force) {}

  /// Result of a training.
  ///
  /// @param folder of the run
  /// @param comparison the table of normalized samples, and a line of metrics for each model, where
  ///   there are several
  /// @param headline of the report, in a sentence or two
  /// @param stopped whether the listener stopped the training
  /// @param written whether there is a run: not where the training was stopped before the end of
  ///   its first epoch
  /// @param divergence why the training ended with the best epoch before, where it diverged
  public record TrainResult(
      Path folder,
      List<String> comparison,
      String headline,
      boolean stopped,
      boolean written,
      Optional<Problem> divergence) {}

  /// Runs the training.
  ///
  /// @throws InputException where analysis file or events are wrong, a loss is not finite, or the
  ///   run cannot be written, before there is a checkpoint: nothing is left then
  /// @throws UnfinishedRunException where anything fails once there is one, or the run is a resumed
  ///   one: it can be resumed
  public static TrainResult run(TrainRequest request, ProgressListener progress) {
    return run(request, List.of(), progress);
  }

  /// Runs the training of an analysis that was chosen among others.
  ///
  /// @param notes on the choice, which are the first warnings of the run
  /// @throws InputException as {@link #run(TrainRequest, ProgressListener)}
  public static TrainResult run(
      TrainRequest request, List<String> notes, ProgressListener progress) {
    Path resume = request.resume();
    if (resume != null) {
      try (RunFolder folder = RunFolder.resume(resume)) {
        Path analysis = folder.partial().resolve(RunFolder.ANALYSIS);
        return run(AnalysisReader.read(analysis, List.of()), folder, request, notes, progress);
      }
    }
    AnalysisWithSource source = read(request);
    Path out = request.out() == null ? Path.of("runs", source.analysis().name()) : request.out();
    try (RunFolder folder = RunFolder.newRun(out, request.force())) {
      return run(source, folder, request, notes, progress);
    }
  }

  static AnalysisWithSource read(TrainRequest request) {
    return request.file() == null
        ? AnalysisReader.generated("higgs", Path.of("").toAbsolutePath(), request.settings())
        : AnalysisReader.read(request.file(), request.settings());
  }

  private static TrainResult run(
      AnalysisWithSource source,
      RunFolder folder,
      TrainRequest request,
      List<String> notes,
      ProgressListener progress) {
    progress.run(folder);
    folder.caution().ifPresent(progress::warning);
    Warnings warnings = new Warnings(progress);
    notes.forEach(warnings::add);
    ThreadPool pool = ThreadPool.of(request.threads());
    if (source.analysis().folds().isPresent()) {
      return new FoldedRun(source, request.threads(), progress, warnings).run(folder, request);
    }
    try (RunInputs inputs =
        RunInputs.of(
            prepare(source, request.threads(), progress, warnings)
                .in(source.folder(), folder.partial()),
            pool)) {
      PreparedTraining training = inputs.training();
      NetworkLearner network = network(training, folder);
      Optional<Checkpoint> checkpoint = Optional.empty();
      if (request.resume() != null) {
        // Only once the unfinished run is known to be of this analysis.
        Path file = folder.partial().resolve(RunFolder.CHECKPOINT);
        if (Files.exists(file)) {
          checkpoint = Optional.of(Checkpoint.read(file, Identity.of(training)::matches));
        }
        warnings.replace(folder.warnings());
      }
      NetworkLearner learner = checkpoint.map(network::resume).orElse(network);
      try {
        if (request.resume() != null) {
          folder.takeUp(checkpoint.map(c -> c.epochs().size()).orElse(0));
        } else {
          begin(folder, training.warnings(), training.analysis());
        }
        return train(source, inputs, learner, folder, request, progress, pool);
      } catch (RuntimeException | Error failure) {
        folder.failed(failure);
        throw failure;
      }
    }
  }

  private static TrainResult train(
      AnalysisWithSource source,
      RunInputs inputs,
      NetworkLearner network,
      RunFolder folder,
      TrainRequest request,
      ProgressListener progress,
      ThreadPool pool) {
    PreparedTraining training = inputs.training();
    AtomicReference<Problem> divergence = new AtomicReference<>();
    NetworkLearner keeping = noting(network, source, training, divergence);
    List<TrainedModel> trained =
        models(source, training, Learners.of(training).with(keeping), request.threads(), progress);
    boolean stopped =
        trained.size() < training.analysis().models().size()
            || trained.stream().anyMatch(TrainedModel::isStopped);
    if (trained.getFirst().isStopped() && trained.getFirst().history().epochs().isEmpty()) {
      folder.abandon();
      return new TrainResult(folder.folder(), List.of(), "", true, false, Optional.empty());
    }
    progress.writing();
    RunWriter writer =
        new RunWriter(
            training,
            trained.getFirst(),
            () -> RunEvaluation.of(training, trained, pool, progress),
            progress);
    String headline = writer.write(folder, inputs.features(), inputs.drawings());
    return new TrainResult(
        folder.folder(),
        writer.comparison(),
        headline,
        stopped,
        true,
        Optional.ofNullable(divergence.get()));
  }

  /// Begins a run's folder with what a resumed run needs.
  static void begin(RunFolder folder, Warnings warnings, AnalysisFile analysis) {
    folder.begin();
    folder.write(
        RunFolder.NOTES,
        warnings.all().stream().map(ProblemText::escaped).collect(Collectors.joining("\n")));
    folder.write(RunFolder.ANALYSIS, analysis.toYaml());
  }

  /// A learner that notes where a training diverged.
  static NetworkLearner noting(
      NetworkLearner network,
      AnalysisWithSource source,
      PreparedTraining training,
      AtomicReference<Problem> divergence) {
    return network.divergence(diverged -> {
      divergence.set(diverged.problem().in(new Place.Named(source.where("training"))));
      training.warnings().add("DIVERGED: " + ProblemText.of(diverged.problem()));
    });
  }

  static List<TrainedModel> models(
      AnalysisWithSource source,
      PreparedTraining training,
      Learners learners,
      int threads,
      ProgressListener progress) {
    try {
      return new ModelTraining(training, learners, threads, progress).all();
    } catch (DivergedException diverged) {
      throw InputException.of(
          diverged.problem().in(new Place.Named(source.where("training"))), diverged);
    }
  }

  /// Runs the training of an analysis in memory: a run that is not written yet.
  ///
  /// @param given the events of its only sample, where a program gives them
  /// @throws InputException as {@link #run(TrainRequest, ProgressListener)}
  public static TrainedAnalysis train(
      AnalysisWithSource source, Optional<Events> given, int threads, ProgressListener progress) {
    if (source.analysis().folds().isPresent()) {
      return new FoldedRun(source, threads, progress, new Warnings(progress)).train(given);
    }
    PreparedTraining training = prepare(source, given, threads, progress, new Warnings(progress));
    List<TrainedModel> trained = models(source, training, Learners.of(training), threads, progress);
    RunEvaluation evaluation =
        RunEvaluation.of(training, trained, ThreadPool.of(threads), progress);
    return new TrainedAnalysis(source, training, trained.getFirst(), evaluation);
  }

  /// Prepares a training: reads the events.
  public static PreparedTraining prepare(
      AnalysisWithSource source, int threads, ProgressListener progress, Warnings warnings) {
    return prepare(source, Optional.empty(), threads, progress, warnings);
  }

  private static PreparedTraining prepare(
      AnalysisWithSource source,
      Optional<Events> given,
      int threads,
      ProgressListener progress,
      Warnings warnings) {
    SelectedAnalysis selected = events(source, given, threads, progress, warnings);
    SampleTrees trees = new SampleTrees(selected.source(), given, threads);
    MeasuredEvents.check(trees, selected.events());
    VariedEvents.check(trees, selected.events());
    return PreparedTraining.of(trees, selected.events(), warnings);
  }

  /// Prepares a training without test events, which nobody can look at then.
  static PreparedTraining prepareWithoutTest(
      AnalysisWithSource source, int threads, ProgressListener progress, Warnings warnings) {
    SelectedAnalysis selected = events(source, Optional.empty(), threads, progress, warnings);
    return PreparedTraining.of(
        new SampleTrees(selected.source(), Optional.empty(), threads),
        TrialEvents.of(selected.events()),
        warnings);
  }

  /// Analysis with the full paths of its columns, and its samples.
  record LoadedAnalysis(AnalysisWithSource source, List<SampleReader.LoadedSample> samples) {}

  /// Reads the samples of an analysis.
  static LoadedAnalysis load(
      AnalysisWithSource source,
      Optional<Events> given,
      int threads,
      ProgressListener progress,
      Warnings warnings) {
    source.warnings().forEach(warnings::add);
    if (source.analysis().figures().studies().tune().isPresent()) {
      warnings.add(
          "`tune:` is not searched here: this training has the keys as they stand; `jpsi tune` with"
              + " the same file searches");
    }
    ExpectedWork.prepare(source.analysis(), progress);
    SampleReader reader =
        new SampleReader(
            source, new AnalysisExpressions(source), given, threads, progress, warnings);
    List<SampleReader.LoadedSample> samples = reader.all();
    return new LoadedAnalysis(reader.withFullPaths(), samples);
  }

  /// Analysis with the full paths of its columns, and its events.
  private record SelectedAnalysis(
      AnalysisWithSource source, EventSetBuilder.PreparedEvents events) {}

  // The samples as they were read end here: what is left are the columns of the event set.
  private static SelectedAnalysis events(
      AnalysisWithSource source,
      Optional<Events> given,
      int threads,
      ProgressListener progress,
      Warnings warnings) {
    LoadedAnalysis loaded = load(source, given, threads, progress, warnings);
    AnalysisWithSource whole = loaded.source();
    EventSetBuilder builder = new EventSetBuilder(whole, new AnalysisExpressions(whole), warnings);
    return new SelectedAnalysis(whole, builder.of(loaded.samples()));
  }

  private static NetworkLearner network(PreparedTraining training, RunFolder folder) {
    Path file = folder.partial().resolve(RunFolder.CHECKPOINT);
    String of = Identity.of(training).text();
    return Learners.of(training)
        .network()
        .checkpoints(checkpoint -> {
          checkpoint.write(file, of);
          folder.checkpointed(checkpoint.epochs().size());
        });
  }
}
