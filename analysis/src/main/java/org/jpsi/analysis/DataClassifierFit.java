package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jpsi.analysis.events.FeatureSample;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.data.Feature;
import org.jpsi.core.data.Parts;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.eval.DataClassifier;
import org.jpsi.core.eval.Metric;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.EventBlocks;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;
import org.jpsi.core.train.Learner;
import org.jpsi.core.train.Predictions;
import org.jpsi.core.train.TrainingListener;

/// Fit of the classifier of data against simulation: boosted trees on the features, fitted to
/// either half of the events and tried on the other.
record DataClassifierFit(
    PreparedTraining training, ThreadPool pool, ProgressListener progress, Rng rng) {
  private static final Map<String, Double> SETTINGS =
      Map.of("rounds", 200.0, "patience", 10.0, "learningRate", 0.1);
  private static final int LEAST = 100;
  private static final Task TASK = new Task.Binary("data", "simulation");

  /// Fits and tries it; empty where it is noted why there can be none.
  ///
  /// @param weight of each simulated event
  Optional<DataClassifier> of(FeatureSample data, SimulatedEvents simulated, double[] weight) {
    Optional<Learner> learner = Learner.find(Learners.TREES);
    List<double[]> measured = data.features();
    int[] chosen =
        EventBlocks.sample(simulated.events(), FeatureSample.SIZE, rng.child("simulation"));
    if (learner.isEmpty() || measured.size() < LEAST || chosen.length < LEAST) {
      training
          .warnings()
          .add(
              "no classifier of data against simulation: "
                  + (learner.isEmpty()
                      ? "the module learners is not on the class path"
                      : "fewer than " + LEAST + " events of data or simulation"));
      return Optional.empty();
    }
    progress.stage("fitting " + Learners.TREES + " to data against simulation");
    int n = measured.size() + chosen.length;
    boolean[] isData = new boolean[n];
    double[] weights = new double[n];
    double[][] features = new double[simulated.features().features()][n];
    for (int i = 0; i < n; i++) {
      int number = i - measured.size();
      isData[i] = number < 0;
      weights[i] = number < 0 ? 1 : weight[chosen[number]];
      for (int f = 0; f < features.length; f++) {
        features[f][i] =
            number < 0 ? measured.get(i)[f] : simulated.features().value(f, chosen[number]);
      }
    }
    int[] half = new int[n];
    Arrays.setAll(half, i -> rng.child("half").integer(2, i));
    List<DataClassifier.Half> halves = new ArrayList<>();
    for (int h = 0; h < 2; h++) {
      int tried = h;
      Predictor predictor =
          learner
              .get()
              .fit(request(dataset(rows(half, 1 - h), features, isData, weights)))
              .predictor();
      int[] rows = rows(half, tried);
      halves.add(half(predictor, rows, features, isData, weights));
    }
    return Optional.of(
        DataClassifier.of(
            training.preprocessing().features().features().list().stream()
                .map(Feature::name)
                .toList(),
            halves));
  }

  private static int[] rows(int[] half, int of) {
    return IntStream.range(0, half.length).filter(i -> half[i] == of).toArray();
  }

  private Learner.FitRequest request(Dataset events) {
    Part[] partOf = new Part[events.events()];
    Arrays.fill(partOf, Part.TRAIN);
    return new Learner.FitRequest(
            Parts.of(events, partOf),
            TASK,
            Loss.usual(TASK),
            Metric.NONE,
            SETTINGS,
            training.analysis().seed(),
            1,
            TrainingListener.SILENT)
        .withOwnValidation();
  }

  /// Trees take no negative weights: they are fitted with magnitudes, and tried with signs. Data
  /// and simulation have the same sum.
  private Dataset dataset(int[] rows, double[][] features, boolean[] isData, double[] weights) {
    float[] targets = new float[rows.length];
    float[] magnitudes = new float[rows.length];
    double[] sum = new double[2];
    for (int row : rows) {
      sum[isData[row] ? 1 : 0] += Math.abs(weights[row]);
    }
    for (int i = 0; i < rows.length; i++) {
      int c = isData[rows[i]] ? 1 : 0;
      targets[i] = c;
      magnitudes[i] = (float) (Math.abs(weights[rows[i]]) * rows.length / 2 / sum[c]);
    }
    return Dataset.of(inputs(rows, features), targets, magnitudes);
  }

  private float[] inputs(int[] rows, double[][] features) {
    Preprocessing preprocessing = training.preprocessing().features();
    float[] inputs = new float[rows.length * features.length];
    for (int f = 0; f < features.length; f++) {
      double[] all = features[f];
      preprocessing.apply(f, IntStream.of(rows).mapToDouble(row -> all[row]).toArray(), inputs);
    }
    return inputs;
  }

  private DataClassifier.Half half(
      Predictor predictor, int[] rows, double[][] features, boolean[] isData, double[] weights) {
    boolean[] data = new boolean[rows.length];
    double[] weight = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      data[i] = isData[rows[i]];
      weight[i] = weights[rows[i]];
    }
    float[] inputs = inputs(rows, features);
    double[] score = score(predictor, inputs, rows.length);
    int width = features.length;
    double[][] shuffled = new double[width][];
    for (int f = 0; f < width; f++) {
      int[] order = rng.child("shuffle").child(f).permutation(rows.length);
      float[] other = inputs.clone();
      for (int i = 0; i < rows.length; i++) {
        other[i * width + f] = inputs[order[i] * width + f];
      }
      shuffled[f] = score(predictor, other, rows.length);
    }
    return new DataClassifier.Half(data, weight, score, shuffled);
  }

  private double[] score(Predictor predictor, float[] inputs, int events) {
    float[] ones = new float[events];
    Arrays.fill(ones, 1);
    Dataset dataset = Dataset.of(inputs, new float[events], ones);
    float[] outputs = Predictions.of(predictor, Loss.usual(TASK), dataset, pool).outputs();
    double[] score = new double[events];
    Arrays.setAll(score, i -> outputs[i]);
    return score;
  }
}
