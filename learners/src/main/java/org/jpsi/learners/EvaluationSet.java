package org.jpsi.learners;

import java.util.Arrays;
import java.util.List;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.eval.History;
import org.jpsi.core.eval.Metric;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.jpsi.core.train.Learner;
import org.jpsi.core.train.TrainingStep;

/// Evaluation set: events on which loss and metric are computed.
final class EvaluationSet {
  private static final int SHARD = 256;

  private final Dataset data;
  private final Loss loss;
  // Taken once: a view gathers them, and boosting asks in every round.
  private final float[] targets;
  private final float[] weights;

  EvaluationSet(Dataset data, Loss loss) {
    this.data = data;
    this.loss = loss;
    this.targets = data.targets();
    this.weights = data.weights();
  }

  boolean isEmpty() {
    return data.events() == 0;
  }

  /// The mean loss, `sum w l / sum w`; NaN where there are no events.
  double loss(float[] outputs) {
    double sum = 0;
    double weight = 0;
    int width = isEmpty() ? 1 : outputs.length / data.events();
    for (int from = 0; from < data.events(); from += SHARD) {
      int n = Math.min(SHARD, data.events() - from);
      Tensor y = Tensor.view(outputs, from * width, Shape.of(n, width));
      Tensor w = Tensor.view(weights, from, Shape.of(n));
      sum += loss.forward(y, rows(targets, from, n, data.outputs()), w).item();
      for (int i = from; i < from + n; i++) {
        weight += weights[i];
      }
    }
    return sum / weight;
  }

  private static float[] outputs(Predictor predictor, Dataset data) {
    // A dataset of no events may have no features either.
    return data.events() == 0 ? new float[0] : predictor.predict(data.inputs(), data.features());
  }

  private static Tensor rows(float[] values, int from, int n, int width) {
    return Tensor.of(Arrays.copyOfRange(values, from * width, (from + n) * width), n, width);
  }

  double metric(float[] outputs, Metric metric) {
    return isEmpty() ? Double.NaN : metric.of(outputs, targets, weights);
  }

  /// The history of a learner without epochs: a single line.
  ///
  /// @param seen the training events, or some of them
  static History singleEpoch(Learner.FitRequest request, Dataset training, Predictor predictor) {
    float[] outputs = outputs(predictor, request.validation());
    EvaluationSet validation = new EvaluationSet(request.validation(), request.loss());
    EvaluationSet train = new EvaluationSet(training, request.loss());
    Epoch only =
        new Epoch(
            1,
            train.loss(outputs(predictor, training)),
            validation.loss(outputs),
            validation.metric(outputs, request.metric()),
            true,
            0,
            0);
    request.listener().step(TrainingStep.of(only, request.train()));
    request.listener().epoch(only);
    return new History(List.of(only), 1, History.StopReason.EPOCHS);
  }
}
