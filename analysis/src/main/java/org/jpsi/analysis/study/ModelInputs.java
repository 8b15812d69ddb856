package org.jpsi.analysis.study;

import java.util.Arrays;
import java.util.List;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.model.Scorer;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.task.Task;
import org.jpsi.core.train.Predictions;

/// Inputs as one model takes them, preprocessed.
///
/// @param targets preprocessing of each target of a regression
public record ModelInputs(
    Dataset events,
    Predictor predictor,
    Task task,
    List<ColumnPreprocessing> targets,
    ThreadPool pool)
    implements StudiedInputs {
  @Override
  public int width() {
    return events.features();
  }

  @Override
  public float[] of(int[] rows) {
    return events.view(rows).inputs();
  }

  @Override
  public double[][] scores(float[] inputs, int n) {
    float[] ones = new float[n];
    Arrays.fill(ones, 1);
    Dataset dataset = Dataset.of(inputs, new float[n * events.outputs()], ones);
    double[] scores =
        Scorer.activate(
            task, targets, Predictions.of(predictor, Loss.usual(task), dataset, pool).outputs());
    double[][] columns = new double[task.width()][n];
    for (int i = 0; i < scores.length; i++) {
      columns[i % columns.length][i / columns.length] = scores[i];
    }
    return columns;
  }
}
