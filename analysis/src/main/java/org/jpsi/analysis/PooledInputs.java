package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jpsi.analysis.events.EventFolds;
import org.jpsi.analysis.events.SampleReader;
import org.jpsi.analysis.study.ModelInputs;
import org.jpsi.analysis.study.StudiedInputs;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.data.PreprocessingStep;
import org.jpsi.core.eval.ScoredEvents;
import org.jpsi.core.model.FoldedPredictor;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;

/// Inputs of all events of a run of folds: the features as they are, in float32, and the fold of
/// the event, by whose preprocessing and predictor it is scored. What is shuffled are features of
/// events of all folds, and no event is scored by a model that saw it.
///
/// @param reference what all folds have in common of the features
/// @param models of each fold
/// @param samples of the run
/// @param foldOf each event
/// @param parameters of a parametrised run, values of each event as its fold has drawn them
/// @param scored the events, each by the fold that tests it
record PooledInputs(
    Preprocessing reference,
    List<FoldedPredictor.Fold> models,
    List<SampleReader.LoadedSample> samples,
    int[] foldOf,
    List<Drawn> parameters,
    ScoredEvents scored,
    Task task,
    ThreadPool pool)
    implements StudiedInputs {

  /// Values of a parameter.
  ///
  /// @param feature its index
  /// @param values of each event
  record Drawn(int feature, double[] values) {}

  static PooledInputs of(
      FoldedRun.Trained trained, Preprocessing reference, ScoredEvents scored, ThreadPool pool) {
    EventFolds folds = trained.folds().folds();
    List<Drawn> parameters = new ArrayList<>();
    List<String> names =
        trained.zero().prepared().parametrization().map(of -> of.names()).orElse(List.of());
    for (int p = 0; p < names.size(); p++) {
      double[] values = new double[folds.of().length];
      for (int f = 0; f < folds.k(); f++) {
        int[] rows = folds.scored(Part.TEST, f).event();
        double[] own = trained.all().get(f).drawn().get(p);
        for (int i = 0; i < rows.length; i++) {
          values[rows[i]] = own[i];
        }
      }
      parameters.add(new Drawn(reference.features().names().indexOf(names.get(p)), values));
    }
    return new PooledInputs(
        reference,
        trained.folds().predictor(trained.all(), reference).folds(),
        trained.folds().samples(),
        folds.of(),
        parameters,
        scored,
        trained.zero().task(),
        pool);
  }

  /// The values of each parameter as a fold has drawn them, of the events that it tests.
  static List<double[]> drawn(PreparedTraining training, int fold) {
    int[] rows = training.folds().orElseThrow().scored(Part.TEST, fold).event();
    return training.prepared().parametrization().stream()
        .flatMap(of -> Arrays.stream(of.values()))
        .map(values -> Arrays.stream(rows).mapToDouble(row -> values[row]).toArray())
        .toList();
  }

  int folds() {
    return models.size();
  }

  @Override
  public int width() {
    return reference.columns().size() + 1;
  }

  @Override
  public float[] of(int[] rows) {
    int width = width();
    float[] inputs = new float[Math.multiplyExact(rows.length, width)];
    int first = 0;
    for (SampleReader.LoadedSample sample : samples) {
      int from = first;
      int to = first + sample.table().rows();
      int[] at =
          IntStream.range(0, rows.length).filter(i -> rows[i] >= from && rows[i] < to).toArray();
      if (at.length > 0) {
        Table own = sample.table().take(Arrays.stream(at).map(i -> rows[i] - from).toArray());
        for (int j = 0; j < width - 1; j++) {
          double[] values = reference.values(j, own);
          for (int i = 0; i < at.length; i++) {
            inputs[at[i] * width + j] = (float) values[i];
          }
        }
      }
      first = to;
    }
    for (int i = 0; i < rows.length; i++) {
      for (Drawn parameter : parameters) {
        inputs[i * width + parameter.feature] = (float) parameter.values[rows[i]];
      }
      inputs[i * width + width - 1] = foldOf[rows[i]];
    }
    return inputs;
  }

  @Override
  public double[][] scores(float[] inputs, int events) {
    int width = width();
    double[][] all = new double[task.width()][events];
    for (int f = 0; f < models.size(); f++) {
      int fold = f;
      int[] rows =
          IntStream.range(0, events).filter(i -> inputs[i * width + width - 1] == fold).toArray();
      if (rows.length == 0) {
        continue;
      }
      FoldedPredictor.Fold model = models.get(f);
      float[] own = new float[rows.length * (width - 1)];
      for (int j = 0; j < width - 1; j++) {
        int input = j;
        double[] values = Arrays.stream(rows).mapToDouble(i -> inputs[i * width + input]).toArray();
        inFold(j, model, values);
        model.features().apply(j, values, own);
      }
      model.features().transform(own);
      float[] none = new float[rows.length];
      double[][] scores =
          new ModelInputs(
                  Dataset.of(own, new float[rows.length * outputs()], none),
                  model.predictor(),
                  task,
                  model.targets(),
                  pool)
              .scores(own, rows.length);
      for (int k = 0; k < all.length; k++) {
        for (int i = 0; i < rows.length; i++) {
          all[k][rows[i]] = scores[k][i];
        }
      }
    }
    return all;
  }

  private int outputs() {
    return task instanceof Task.Regression of ? of.targets().size() : 1;
  }

  /// Texts have numbers of their own in each fold.
  private void inFold(int feature, FoldedPredictor.Fold model, double[] values) {
    Optional<PreprocessingStep.Category> all = reference.columns().get(feature).category();
    Optional<PreprocessingStep.Category> own = model.features().columns().get(feature).category();
    if (all.isPresent() && own.isPresent()) {
      List<String> texts = all.get().values();
      for (int i = 0; i < values.length; i++) {
        values[i] = values[i] < 1 ? 0 : own.get().number(texts.get((int) values[i] - 1));
      }
    }
  }
}
