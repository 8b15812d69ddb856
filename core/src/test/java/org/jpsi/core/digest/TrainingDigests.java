package org.jpsi.core.digest;

import java.util.Map;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.data.Parts;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.eval.History;
import org.jpsi.core.eval.Metric;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.loss.CrossEntropy;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.loss.MeanSquaredError;
import org.jpsi.core.nn.BatchNorm;
import org.jpsi.core.nn.Dropout;
import org.jpsi.core.nn.Gelu;
import org.jpsi.core.nn.Init;
import org.jpsi.core.nn.LayerNorm;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Residual;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.nn.Sigmoid;
import org.jpsi.core.nn.Tanh;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.optim.AdamW;
import org.jpsi.core.optim.Averaging;
import org.jpsi.core.optim.GradientClipping;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.optim.Penalty;
import org.jpsi.core.optim.Schedule;
import org.jpsi.core.optim.Sgd;
import org.jpsi.core.random.Rng;
import org.jpsi.core.task.Task;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Parameters;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.jpsi.core.train.Learner;
import org.jpsi.core.train.NetworkLearner;
import org.jpsi.core.train.Trainer;
import org.jpsi.core.train.TrainingConfig;
import org.jpsi.core.train.TrainingListener;

/// Digests of trainings: history, weights and batch-normalization statistics, the same with any
/// number of threads; and of custom loops of eager steps.
final class TrainingDigests {
  private static final int[] THREADS = {2, 3, 8};
  private static final int FEATURES = 13;

  private TrainingDigests() {}

  static void into(Digests digests) {
    eager(digests.line("training.eager.binary"), new BinaryCrossEntropy(), 1);
    eager(digests.line("training.eager.multiclass"), new CrossEntropy(), 3);
    Digests alone = trained(1);
    for (int threads : THREADS) {
      Map<String, String> found = trained(threads).values();
      if (!found.equals(alone.values())) {
        throw new AssertionError(
            threads + " threads train to " + found + ", one to " + alone.values());
      }
    }
    digests.addAll(alone);
  }

  private static Digests trained(int threads) {
    Digests digests = new Digests();
    trainings(digests, threads);
    return digests;
  }

  private static void trainings(Digests digests, int threads) {
    // Batches of five shards in three accumulators, and a smaller last batch.
    TrainingConfig config =
        TrainingConfig.epochs(3).withBatch(1200).withGradientAccumulators(3).withThreads(threads);
    fit(
        digests.line("training.binary"),
        Sequential.of(
            Linear.of(FEATURES, 70, Init.HE_NORMAL),
            Relu.of(),
            Dropout.of(0.2),
            Linear.of(70, 33, Init.HE_NORMAL),
            Tanh.of(),
            Linear.of(33, 1, Init.HE_NORMAL)),
        new BinaryCrossEntropy(),
        new Adam(0.01),
        2,
        config.withSchedule(new Schedule.Cosine()));
    fit(
        digests.line("training.multiclass"),
        Sequential.of(
            Linear.of(FEATURES, 24, Init.HE_NORMAL),
            BatchNorm.of(24),
            Relu.of(),
            Residual.of(Linear.of(24, 24, Init.HE_NORMAL), Gelu.of()),
            Linear.of(24, 3, Init.HE_NORMAL)),
        new CrossEntropy(0.1),
        new AdamW(3e-3, 0.1),
        3,
        config.withUpdates(
            config.updates().with(GradientClipping.norm(1)).with(new Averaging.Ema(0.9))));
    fit(
        digests.line("training.regression"),
        Sequential.of(
            Linear.of(FEATURES, 24, Init.HE_NORMAL),
            LayerNorm.of(24),
            Tanh.of(),
            Linear.of(24, 1, Init.HE_NORMAL)),
        new MeanSquaredError(),
        new Sgd(0.02, 0.9, true),
        0,
        config.withUpdates(
            config
                .updates()
                .with(new Schedule.OnPlateau())
                .with(new Penalty(1e-4, 1e-3))
                .with(new Averaging.Swa(0.5))));
    ensemble(digests.line("training.ensemble"), threads);
  }

  /// Members, and what they score together.
  private static void ensemble(Digest digest, int threads) {
    Dataset train = events(3, 2100, 2);
    Dataset validation = events(4, 300, 2);
    NetworkLearner learner =
        NetworkLearner.of(
                (inputs, outputs) ->
                    Sequential.of(
                        Linear.of(inputs, 24, Init.HE_NORMAL),
                        BatchNorm.of(24),
                        Relu.of(),
                        Dropout.of(0.1),
                        Linear.of(24, outputs, Init.HE_NORMAL)),
                new AdamW(3e-3, 0.1),
                TrainingConfig.epochs(3))
            .members(5);
    Task task = new Task.Binary("signal", "background");
    Learner.FitResult fit =
        learner.fit(
            new Learner.FitRequest(
                Parts.of(train, validation),
                task,
                Loss.usual(task),
                Metric.auc(),
                Map.of(),
                7,
                threads,
                TrainingListener.SILENT));
    for (Epoch epoch : fit.history().epochs()) {
      digest.add(epoch.trainLoss(), epoch.validationLoss(), epoch.metric());
    }
    digest.add(fit.history().bestEpoch());
    for (int fold : fit.outOfFold().orElseThrow().foldOf()) {
      digest.add(fold);
    }
    float[] scores = fit.predictor().predict(validation.inputs(), FEATURES);
    digest.add(Tensor.of(scores));
  }

  private static void fit(
      Digest digest,
      Sequential net,
      Loss loss,
      Optimizer optimizer,
      int classes,
      TrainingConfig config) {
    History history =
        Trainer.of(net, loss, optimizer)
            .fit(events(1, 2900, classes), events(2, 500, classes), config);
    for (Epoch epoch : history.epochs()) {
      digest.add(epoch.trainLoss(), epoch.validationLoss(), epoch.learningRate(), epoch.penalty());
    }
    digest.add(history.bestEpoch());
    net.parameters().stream().map(Parameter::tensor).forEach(digest::add);
    net.buffers().stream().map(Parameter::tensor).forEach(digest::add);
  }

  /// Weights of both signs.
  ///
  /// @param classes 0 for a regression
  private static Dataset events(int seed, int events, int classes) {
    float[] inputs = Numbers.normal(seed, events * FEATURES);
    float[] targets = new float[events];
    float[] weights = Numbers.normal(10 + seed, events);
    for (int i = 0; i < events; i++) {
      float sum = inputs[i * FEATURES] + inputs[i * FEATURES + 1];
      targets[i] =
          switch (classes) {
            case 0 -> sum;
            case 2 -> sum > 0 ? 1 : 0;
            default -> sum > 1 ? 2 : sum > -1 ? 1 : 0;
          };
      weights[i] += 1;
    }
    return Dataset.of(inputs, targets, weights);
  }

  private static void eager(Digest digest, Loss loss, int outputs) {
    Sequential net =
        Sequential.of(
            Linear.of(11, 64, Init.HE_NORMAL),
            Relu.of(),
            Dropout.of(0.2),
            Linear.of(64, 40, Init.HE_NORMAL),
            Tanh.of(),
            Linear.of(40, 9, Init.HE_NORMAL),
            Sigmoid.of(),
            Linear.of(9, outputs, Init.HE_NORMAL));
    Parameters parameters = Parameters.of(net.parameters());
    net.initialize(Rng.of(3));
    Optimizer.State adam = new Adam(0.01).start(parameters.size());
    Tensor x = Numbers.normal(5, Shape.of(300, 11));
    Tensor w = Numbers.normal(6, Shape.of(300));
    float[] target = new float[300];
    for (int i = 0; i < target.length; i++) {
      target[i] = i % Math.max(2, outputs);
    }
    for (int step = 0; step < 20; step++) {
      Tensor output = net.forward(x, new Mode.Training(Rng.of(7).child(step), 0));
      Tensor value = loss.forward(output, Tensor.of(target), w);
      float[] gradients = new float[parameters.size()];
      value.backward().addTo(parameters, gradients, 0);
      adam.step(parameters, gradients, 0.001);
      digest.add(value);
    }
    digest.add(parameters.values());
  }
}
