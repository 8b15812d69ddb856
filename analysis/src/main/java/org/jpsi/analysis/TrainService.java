package org.jpsi.analysis;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.AnalysisReader;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Place;
import org.jpsi.core.eval.History;
import org.jpsi.core.eval.TrainingFeatures;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.train.Checkpoint;
import org.jpsi.core.train.DivergedException;
import org.jpsi.core.train.Trainer;
import org.jpsi.core.train.TrainingConfig;
import org.jpsi.report.InputFigureRendering;
import org.jspecify.annotations.Nullable;

/// From an analysis file to a run folder: reads, trains, validates, reports.
public final class TrainService {
  private TrainService() {}

  /// An order to train.
  ///
  /// @param file the analysis; null for the generated Higgs sample
  /// @param settings `key=value` each, stronger than the file
  /// @param out where the run goes; null for `runs/NAME`
  /// @param resume the run to finish; null for a new one
  /// @param threads how fast, never what comes out
  /// @param force whether to replace a run that is there
  public record Order(
      @Nullable Path file,
      List<String> settings,
      @Nullable Path out,
      @Nullable Path resume,
      int threads,
      boolean force) {}

  /// @param folder of the run
  /// @param beside a line of figures for each model, where there are several
  /// @param headline the verdict in a sentence or two
  /// @param stopped whether the watch ended the training
  public record Done(Path folder, List<String> beside, String headline, boolean stopped) {}

  /// Does it.
  ///
  /// @throws InputException where analysis file or events are wrong, a loss is not finite, or the
  ///   run cannot be written; nothing is left then
  public static Done run(Order order, ProgressListener watch) {
    Path resume = order.resume();
    AnalysisWithSource located;
    RunFolder folder;
    if (resume != null) {
      folder = RunFolder.resume(resume);
      located = AnalysisReader.read(folder.partial().resolve(RunFolder.ANALYSIS), List.of());
    } else {
      located = read(order);
      Path out = order.out() == null ? Path.of("runs", located.analysis().name()) : order.out();
      folder = RunFolder.plan(out, order.force());
    }
    return run(located, folder, order, watch);
  }

  static AnalysisWithSource read(Order order) {
    return order.file() == null
        ? AnalysisReader.generated("higgs", Path.of("").toAbsolutePath(), order.settings())
        : AnalysisReader.read(order.file(), order.settings());
  }

  private static Done run(
      AnalysisWithSource located, RunFolder folder, Order order, ProgressListener watch) {
    boolean resumed = order.resume() != null;
    Warnings notes = new Warnings(watch);
    PreparedTraining job =
        job(located, order.threads(), watch, notes).in(located.folder(), folder.partial());
    Trainer trainer = trainer(job, folder, watch);
    if (resumed) {
      // Once the unfinished run is known to be of this analysis; until then it is left as it is.
      Path file = folder.partial().resolve(RunFolder.CHECKPOINT);
      if (Files.exists(file)) {
        trainer.resume(Checkpoint.read(file, Identity.of(job)::isToldBy));
      }
      notes.instead(folder.notes());
      folder.clean();
    } else {
      folder.begin();
    }
    try {
      if (!resumed) {
        folder.write(RunFolder.NOTES, String.join("\n", notes.all()));
        folder.write(RunFolder.ANALYSIS, job.analysis().toYaml());
      }
      TrainingFeatures inputs = RunWriter.inputs(job);
      ThreadPool pool = ThreadPool.of(order.threads());
      try (InputFigureRendering drawings = InputFigureRendering.begin(inputs, pool)) {
        List<TrainedModel> learned = new ModelTraining(job, order.threads(), watch).all(trainer);
        RunWriter writer = new RunWriter(job, learned, pool, watch);
        String headline = writer.write(folder, inputs, drawings);
        boolean stopped =
            learned.stream().anyMatch(l -> l.history().stopReason() == History.StopReason.STOPPED);
        return new Done(folder.folder(), writer.comparison(), headline, stopped);
      }
    } catch (InputException wrong) {
      folder.abandon();
      throw wrong;
    } catch (DivergedException diverged) {
      folder.abandon();
      throw InputException.of(
          diverged.problem().in(new Place.Named(located.where("training"))), diverged);
    }
  }

  /// What is to be trained, its events read.
  static PreparedTraining job(
      AnalysisWithSource located, int threads, ProgressListener watch, Warnings notes) {
    located.notes().forEach(notes::add);
    AnalysisExpressions formulas = new AnalysisExpressions(located);
    List<SampleReader.Loaded> samples =
        new SampleReader(located, formulas, threads, watch, notes).all();
    return PreparedTraining.of(
        located, new EventSetBuilder(located, formulas, notes).of(samples), notes);
  }

  private static Trainer trainer(PreparedTraining job, RunFolder folder, ProgressListener watch) {
    Path file = folder.partial().resolve(RunFolder.CHECKPOINT);
    String of = Identity.of(job).text();
    return Trainer.of(job.network(), job.loss(), job.analysis().training().optimizer())
        .metric(job.metric())
        .listener(watch)
        .checkpoints(checkpoint -> checkpoint.write(file, of));
  }

  static TrainingConfig plan(PreparedTraining job, int threads) {
    AnalysisFile.Training settings = job.analysis().training();
    return new TrainingConfig(
        settings.epochs(),
        settings.batch(),
        settings.patience(),
        settings.updates(),
        job.analysis().seed(),
        settings.gradientAccumulators(),
        threads);
  }
}
