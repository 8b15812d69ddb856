package org.jpsi.analysis;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jpsi.analysis.events.SampleTrees;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.analysis.folder.RunFolder;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.analysis.progress.Warnings;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Problem;
import org.jpsi.core.events.Events;
import org.jpsi.core.io.AtomicFile;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.task.Part;
import org.jpsi.core.train.Checkpoint;
import org.jpsi.core.train.NetworkLearner;

/// Run of an analysis with folds: it trains them one after the other, each from its own part of the
/// events to its own models, and keeps of each what it fitted and its scores. Then all are pooled.
///
/// @param source the analysis as it was read
record FoldedRun(
    AnalysisWithSource source, int threads, ProgressListener progress, Warnings warnings) {
  /// Folds that are trained.
  ///
  /// @param zero fold 0, prepared
  record Trained(FoldedTraining folds, PreparedTraining zero, List<TrainedFold> all) {
    /// What the run's model is: of all folds, with the history of fold 0.
    TrainedModel model(Preprocessing reference) {
      TrainedModel first = all.getFirst().trained().getFirst();
      return new TrainedModel(
          first.name(),
          folds.predictor(all, reference),
          first.history(),
          first.patience(),
          first.members());
    }

    String digest() {
      return Provenance.digestOfFolds(all.stream().map(TrainedFold::digest).toList());
    }
  }

  /// Trains in memory.
  TrainedAnalysis train(Optional<Events> given) {
    FoldedTraining.Begun begun = begin(given);
    Trained trained =
        all(begun.folds(), begun.first(), (_, training) -> Learners.of(training).network());
    Preprocessing reference = FoldedTraining.reference(trained.all());
    PreparedTraining pooled =
        begun.first().pooled(reference, trained.digest(), begun.folds().groups());
    TrainedModel model = trained.model(reference);
    return new TrainedAnalysis(source, pooled, model, evaluation(trained, pooled, model));
  }

  private RunEvaluation evaluation(Trained trained, PreparedTraining pooled, TrainedModel model) {
    return new PooledEvaluation(trained, pooled, model, ThreadPool.of(threads), progress).of();
  }

  private FoldedTraining.Begun begin(Optional<Events> given) {
    TrainService.LoadedAnalysis loaded =
        TrainService.load(source, given, threads, progress, warnings);
    return FoldedTraining.begin(
        new SampleTrees(loaded.source(), given, threads), loaded.samples(), warnings);
  }

  /// Runs it in a folder.
  TrainService.TrainResult run(RunFolder folder, TrainService.TrainRequest request) {
    folder.ofFolds();
    FoldedTraining.Begun begun = begin(Optional.empty());
    PreparedTraining first = begun.first().in(source.folder(), folder.partial());
    try (RunInputs inputs =
        RunInputs.of(
            first.pooled(first.preprocessing().features(), first.digest(), Optional.empty()),
            ThreadPool.of(threads))) {
      if (request.resume() != null) {
        // only once the unfinished run is known to be of this analysis
        int epochs = checkpoint(folder, 0, first).map(found -> found.epochs().size()).orElse(0);
        warnings.replace(folder.warnings());
        folder.takeUp(epochs);
      }
      try {
        if (request.resume() == null) {
          TrainService.begin(folder, warnings, first.analysis());
        }
        return run(begun.folds(), first.withoutFeatures(), inputs, folder);
      } catch (RuntimeException | Error failure) {
        folder.failed(failure);
        throw failure;
      }
    }
  }

  private TrainService.TrainResult run(
      FoldedTraining folds, PreparedTraining zero, RunInputs inputs, RunFolder folder) {
    AtomicReference<Problem> divergence = new AtomicReference<>();
    Trained trained =
        all(
            folds,
            zero,
            (fold, training) ->
                TrainService.noting(network(folder, fold, training), source, training, divergence));
    Preprocessing reference = FoldedTraining.reference(trained.all());
    progress.writing();
    PreparedTraining pooled = zero.pooled(reference, trained.digest(), folds.groups());
    TrainedModel model = trained.model(reference);
    RunWriter writer =
        new RunWriter(
            pooled,
            model,
            () -> evaluation(trained, pooled, model),
            progress,
            trained.all().stream().map(fold -> fold.trained().getFirst().history()).toList());
    String headline = writer.write(folder, inputs.features(), inputs.drawings());
    return new TrainService.TrainResult(
        folder.folder(),
        writer.comparison(),
        headline,
        false,
        true,
        Optional.ofNullable(divergence.get()));
  }

  /// The network of a fold, with its checkpoints: one that is done is not trained again.
  private static NetworkLearner network(RunFolder folder, int fold, PreparedTraining training) {
    Path file = file(folder, fold);
    String of = Identity.of(training).text();
    NetworkLearner network =
        Learners.of(training)
            .network()
            .checkpoints(checkpoint -> {
              AtomicFile.makeFolder(file);
              checkpoint.write(file, of);
              folder.checkpointed(checkpoint.epochs().size());
            });
    return checkpoint(folder, fold, training).map(network::resume).orElse(network);
  }

  private static Path file(RunFolder folder, int fold) {
    return folder.partial().resolve(RunFolder.CHECKPOINTS, "fold-" + fold + ".safetensors");
  }

  private static Optional<Checkpoint> checkpoint(
      RunFolder folder, int fold, PreparedTraining training) {
    Path file = file(folder, fold);
    return Files.exists(file)
        ? Optional.of(Checkpoint.read(file, Identity.of(training)::matches))
        : Optional.empty();
  }

  /// @param network of a fold
  private Trained all(
      FoldedTraining folds,
      PreparedTraining zero,
      BiFunction<Integer, PreparedTraining, NetworkLearner> network) {
    List<TrainedFold> all = new ArrayList<>();
    for (int fold = 0; fold < folds.folds().k(); fold++) {
      PreparedTraining training = fold == 0 ? zero : folds.prepare(fold).withoutFeatures();
      folds.requireSame(zero, training, fold);
      progress.stage("fold " + fold + " of 0 to " + (folds.folds().k() - 1));
      List<TrainedModel> trained =
          TrainService.models(
              source,
              training,
              Learners.of(training).with(network.apply(fold, training)),
              threads,
              progress);
      requireWhole(fold, training, trained);
      all.add(
          new TrainedFold(
              training.preprocessing(),
              trained,
              scored(training, trained),
              compared(training, trained.getFirst()),
              PointScores.ModelInputs.ofFold(training, trained.getFirst().predictor(), fold),
              PooledInputs.drawn(training, fold),
              training.digest()));
    }
    return new Trained(folds, zero, all);
  }

  private Optional<TrainedFold.Compared> compared(PreparedTraining training, TrainedModel model) {
    double weight = training.validation().meanWeight() * training.validation().events();
    return new ReferenceLearner(training, ThreadPool.of(threads), progress)
        .askedFor(model)
        .map(of -> new TrainedFold.Compared(of, weight));
  }

  private static void requireWhole(
      int fold, PreparedTraining training, List<TrainedModel> trained) {
    if (trained.size() < training.analysis().models().size()
        || trained.stream().anyMatch(TrainedModel::isStopped)) {
      throw InputException.at("fold " + fold)
          .expected("all folds, to be trained for a model")
          .found("a stop")
          .exception();
    }
  }

  private List<EventScoring.Scored> scored(PreparedTraining training, List<TrainedModel> trained) {
    EventScoring scoring = new EventScoring(training, ThreadPool.of(threads));
    Map<Part, double[]> unused = new EnumMap<>(Part.class);
    List<EventScoring.Scored> scored = new ArrayList<>();
    for (TrainedModel model : RunEvaluation.models(trained)) {
      Consumer<String> notes = model == trained.getFirst() ? training.warnings()::add : _ -> {};
      scored.add(scoring.all(model, unused, notes));
    }
    return scored;
  }
}
