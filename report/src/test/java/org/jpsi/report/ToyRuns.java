package org.jpsi.report;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.eval.Evaluation;
import org.jpsi.core.eval.History;
import org.jpsi.core.eval.ScoredEvents;
import org.jpsi.core.eval.TrainingFeatures;
import org.jpsi.core.model.DecisionTreeNode;
import org.jpsi.core.model.Link;
import org.jpsi.core.model.NetworkPredictor;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.model.TreeEnsemble;
import org.jpsi.core.model.TreesPredictor;
import org.jpsi.core.nn.Dropout;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;
import org.jpsi.report.ReportData.Description;
import org.jpsi.report.ReportData.Property;
import org.jpsi.report.ReportData.Training;

/// Runs made up for tests: scores drawn so that they look as a network's would.
final class ToyRuns {
  private static final Rng RNG = Rng.of(7);
  private static final String[] NAMES = {
    "m_jj",
    "m_bb",
    "lepton_pT",
    "lepton_eta",
    "lepton_phi",
    "jet1_b-tag",
    "missing_energy_magnitude",
    "n_jets"
  };
  private static final String[] UNITS = {"GeV", "GeV", "GeV", "", "rad", "1", "GeV", ""};

  private ToyRuns() {}

  /// @param separation distance of the classes' means in standard deviations
  /// @param memory how much further apart training events are
  static ReportData binary(
      int events, int features, double separation, double memory, boolean signed, boolean yields) {
    List<ScoredEvents> parts = new ArrayList<>();
    int[] sizes = {events * 6 / 10, events * 2 / 10, events * 2 / 10};
    for (Part name : Part.values()) {
      int n = sizes[name.ordinal()];
      Rng rng = RNG.child(name.name());
      int[] label = new int[n];
      double[] score = new double[n];
      double apart = separation + (name == Part.TRAIN ? memory : 0);
      for (int i = 0; i < n; i++) {
        label[i] = rng.uniform(3L * i) < 0.5 ? Task.Binary.SIGNAL : 0;
        double z = rng.child("z").normal(i) + (label[i] == 1 ? apart / 2 : -apart / 2);
        score[i] = (float) (1 / (1 + StrictMath.exp(-apart * z)));
      }
      parts.add(
          ScoredEvents.classification(
              name, new double[][] {score}, label, weights(rng, label, signed), 0.61));
    }
    return run(
        new Task.Binary("signal", "background"),
        parts,
        history(24, 17, memory),
        description("higgs", signed ? "genWeight * lumi" : "", yields),
        features);
  }

  static ReportData multiclass(int events) {
    List<String> classes = List.of("signal", "bg0", "bg1", "bg2");
    List<ScoredEvents> parts = new ArrayList<>();
    for (Part name : Part.values()) {
      int n = name == Part.TRAIN ? events * 6 / 10 : events * 2 / 10;
      Rng rng = RNG.child(name.name()).child("multi");
      int[] label = new int[n];
      double[][] score = new double[classes.size()][n];
      for (int i = 0; i < n; i++) {
        label[i] = rng.integer(classes.size(), i);
        double sum = 0;
        for (int c = 0; c < classes.size(); c++) {
          double e = StrictMath.exp(rng.child(c).normal(i) + (c == label[i] ? 2.2 : 0));
          score[c][i] = (float) e;
          sum += e;
        }
        for (int c = 0; c < classes.size(); c++) {
          score[c][i] = (float) score[c][i] / (float) sum;
        }
      }
      parts.add(ScoredEvents.classification(name, score, label, weights(rng, label, false), 0.55));
    }
    return run(
        new Task.Multiclass(classes),
        parts,
        history(50, 50, 0),
        description("tmva_multiclass", "", false),
        4);
  }

  static ReportData regression(int events) {
    List<ScoredEvents> parts = new ArrayList<>();
    for (Part name : Part.values()) {
      int n = name == Part.TRAIN ? events * 6 / 10 : events * 2 / 10;
      Rng rng = RNG.child(name.name()).child("regression");
      double[][] target = new double[2][n];
      double[][] output = new double[2][n];
      int[] none = new int[n];
      for (int i = 0; i < n; i++) {
        target[0][i] = (float) (125 + 30 * rng.normal(i));
        output[0][i] = (float) (target[0][i] * 0.97 + 4 + 6 * rng.child("r").normal(i));
        target[1][i] = (float) (-1 + 2 * rng.uniform(i));
        output[1][i] = (float) (target[1][i] + 0.1 * rng.child("s").normal(i));
      }
      parts.add(ScoredEvents.regression(name, output, target, weights(rng, none, false), 0.2));
    }
    return run(
        new Task.Regression(
            List.of(new Task.Target("m_true", "GeV"), new Task.Target("cos_theta", "1"))),
        parts,
        history(12, 9, 0),
        description("tmva_regression", "", false),
        3);
  }

  private static ReportData run(
      Task task, List<ScoredEvents> parts, History history, Description description, int features) {
    ScoredEvents train = parts.getFirst();
    return new ReportData(
        Evaluation.of(task, parts, history),
        new TrainingFeatures(task, features(task, train, features), train.label(), train.weight()),
        description,
        network(features, task.width()),
        new Training("AUC", "no improvement in 7 epochs", ""));
  }

  private static double[] weights(Rng rng, int[] label, boolean signed) {
    double[] weight = new double[label.length];
    for (int i = 0; i < weight.length; i++) {
      double size = signed ? (label[i] == 1 ? 0.005 : 0.4) * (0.5 + rng.child("w").uniform(i)) : 1;
      weight[i] = signed && rng.child("sign").uniform(i) < 0.15 ? -size : size;
    }
    return weight;
  }

  private static List<NumberColumn> features(Task task, ScoredEvents train, int features) {
    List<NumberColumn> all = new ArrayList<>();
    int signal = task instanceof Task.Binary ? Task.Binary.SIGNAL : 0;
    for (int f = 0; f < features; f++) {
      Rng rng = RNG.child("feature").child(f);
      float[] values = new float[train.events()];
      for (int i = 0; i < values.length; i++) {
        double shift = train.label().length > 0 && train.label()[i] == signal ? 1 : 0;
        values[i] =
            (float)
                switch (f % NAMES.length) {
                  case 0, 1 -> 80 + 25 * shift + 20 * rng.normal(i);
                  case 2, 6 -> 20 - (45 + 20 * shift) * StrictMath.log(rng.openUniform(i));
                  case 3 -> 1.2 * rng.normal(i);
                  case 4 -> Math.PI * (2 * rng.uniform(i) - 1);
                  case 5 -> rng.uniform(i) < 0.5 + 0.2 * shift ? 1.0 : 0.0;
                  default -> 4 + Math.floor(-1.5 * StrictMath.log(rng.openUniform(i)) + shift);
                };
      }
      String name = NAMES[f % NAMES.length] + (f < NAMES.length ? "" : "_" + f / NAMES.length);
      all.add(NumberColumn.of(name, UNITS[f % UNITS.length], values));
    }
    return all;
  }

  /// A single tree of as many features as a run has.
  static Predictor tree(ReportData run) {
    DecisionTreeNode leaf = new DecisionTreeNode.Leaf(new float[run.task().width()]);
    TreeEnsemble one =
        TreeEnsemble.of(run.inputs().features().size(), run.task().width(), List.of(leaf));
    return new TreesPredictor(one, Link.IDENTITY);
  }

  private static Predictor network(int features, int outputs) {
    return new NetworkPredictor(
        Sequential.of(
            Linear.of(features, 128),
            Relu.of(),
            Dropout.of(0.1),
            Linear.of(128, 64),
            Relu.of(),
            Linear.of(64, outputs)));
  }

  private static History history(int epochs, int best, double memory) {
    List<Epoch> all = new ArrayList<>();
    for (int e = 1; e <= epochs; e++) {
      double fall = 0.55 + 0.15 * StrictMath.exp(-e / 4.0);
      double rise = memory > 0 && e > best ? 0.004 * (e - best) : 0;
      all.add(
          new Epoch(
              e, fall - 0.0005 * e, fall + 0.003 + rise, 0.83 - 0.12 * fall, e <= best, 1e-3, 0));
    }
    return new History(all, best, History.StopReason.PATIENCE);
  }

  private static Description description(String name, String weights, boolean yields) {
    String yaml =
        """
        name: %s
        signal: signal
        samples:
          - {files: Higgs_data.root, tree: sig_tree, class: signal}
          - {files: Higgs_data.root, tree: bkg_tree, class: background}
        select: "m_bb > 0.1 && lepton_pT < 300"
        split: {train: 0.6, validation: 0.2, test: 0.2}
        network: {layers: [128, 64], activation: relu, dropout: 0.1}
        training: {loss: bce, optimizer: {adam: {learningRate: 1e-3}}, batch: 256, epochs: 50, patience: 8}
        seed: 1
        """
            .formatted(name);
    return new Description(
        name,
        yaml,
        List.of(
            "Column `Type` alone tells the classes apart: left out of the features.",
            "Column `run` is constant: left out."),
        weights,
        yields,
        List.of(new Property("seed", "1"), new Property("Jpsi", "0.1.0")));
  }
}
