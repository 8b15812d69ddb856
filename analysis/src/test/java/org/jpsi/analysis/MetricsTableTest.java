package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.eval.Auc;
import org.jpsi.core.table.Split;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Part;
import org.jpsi.formats.Tables;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Metrics that `samples:` alone, all else left to the defaults, must reach on real data.
@Tag("slow")
class MetricsTableTest {
  @TempDir Path folder;

  private Path train(String yaml) {
    Path run = folder.resolve("run");
    int threads = Runtime.getRuntime().availableProcessors();
    return TrainService.run(
            new TrainService.TrainRequest(
                Toy.analysis(folder, yaml), java.util.List.of(), run, null, threads, false),
            ProgressListener.SILENT)
        .folder();
  }

  @Test
  void higgs() {
    Path file = Toy.data("higgs/Higgs_data.root");
    Path run =
        train(
            """
            samples:
              - {files: %1$s, tree: sig_tree, class: signal}
              - {files: %1$s, tree: bkg_tree, class: background}
            """
                .formatted(file));
    assertThat(Runs.figure(run, "test", "auc")).isBetween(0.745, 0.82);
  }

  @Test
  void magic() {
    Path file = Toy.data("magic/train.csv");
    Path run = train("samples: [%s]\nlabel: class\nsignal: g\n".formatted(file));
    assertThat(Runs.figure(run, "test", "auc")).isBetween(0.915, 0.96);
  }

  @Test
  void tmvaMulticlass() {
    Path file = Toy.data("tmva_multiclass/tmva_multiclass_example.root");
    Path run =
        train(
            """
            samples:
              - {files: %1$s, tree: TreeS}
              - {files: %1$s, tree: TreeB0}
              - {files: %1$s, tree: TreeB1}
              - {files: %1$s, tree: TreeB2}
            """
                .formatted(file));
    assertThat(Runs.figure(run, "test", "accuracy")).isBetween(0.78, 0.9);
  }

  @Test
  void tmvaRegression() {
    Path file = Toy.data("tmva_regression/tmva_reg_example.root");
    Path run = train("samples: [%s]\ntarget: fvalue\n".formatted(file));
    assertThat(Runs.figure(run, "test", "rmse")).isBetween(0.0, 0.8);
  }

  /// Two correlated Gaussians, for which a logistic regression is nearly the best there is: fitted
  /// here by Newton's method to the events that the network was trained on, and applied to the
  /// events that it was tested on.
  @Test
  void tmvaClassAgainstALogisticRegression() {
    Path file = Toy.data("tmva_class/tmva_class_example.root");
    Path run =
        train(
            """
            samples:
              - {files: %1$s, tree: TreeS, class: signal}
              - {files: %1$s, tree: TreeB, class: background, weight: weight}
            """
                .formatted(file));
    Table[] trees = {Tables.read(file, "TreeS"), Tables.read(file, "TreeB")};
    Logistic logistic = new Logistic();
    double[] sum = new double[2];
    for (int pass = 0; pass < 20; pass++) {
      for (int s = 0; s < 2; s++) {
        for (int i = 0; i < trees[s].rows(); i++) {
          if (Split.Fractions.DEFAULT.part(1, s, i) == Part.TRAIN) {
            double w = weight(trees, s, i);
            if (pass == 0) {
              sum[s] += w;
            } else {
              logistic.add(variables(trees[s], i), s == 0 ? 1 : 0, w / sum[s]);
            }
          }
        }
      }
      if (pass > 0) {
        logistic.step();
      }
    }
    assertThat(logistic.lastStep).isLessThan(1e-9);

    Table scores = Runs.scores(run);
    int n = scores.rows();
    double[] linear = new double[n];
    boolean[] signal = new boolean[n];
    double[] w = Runs.values(scores, "weight");
    for (int i = 0; i < n; i++) {
      int s = (int) scores.numbers("input").integer(i, 0);
      int entry = (int) scores.numbers("entry").integer(i, 0);
      linear[i] = logistic.value(variables(trees[s], entry));
      signal[i] = s == 0;
      assertThat(w[i]).isEqualTo(weight(trees, s, entry));
    }
    double best = Auc.of(linear, signal, w).value();
    assertThat(best).isBetween(0.88, 0.95);
    double network = Auc.of(Runs.values(scores, "score"), signal, w).value();
    assertThat(network).isEqualTo(Runs.figure(run, "test", "auc"));
    assertThat(network).as("against " + best).isGreaterThan(best - 0.015);
  }

  private static double weight(Table[] trees, int s, int i) {
    return s == 0 ? 1 : trees[s].numbers("weight").value(i);
  }

  private static double[] variables(Table tree, int i) {
    return new double[] {
      1,
      tree.numbers("var1").value(i),
      tree.numbers("var2").value(i),
      tree.numbers("var3").value(i),
      tree.numbers("var4").value(i)
    };
  }

  /// Weighted logistic regression: each step solves `(sum w p (1-p) x x^T) d = sum w (y - p) x`.
  private static final class Logistic {
    private final double[] beta = new double[5];
    private final double[][] hessian = new double[5][6];
    private double lastStep = Double.NaN;

    double value(double[] x) {
      double z = 0;
      for (int j = 0; j < x.length; j++) {
        z += beta[j] * x[j];
      }
      return z;
    }

    void add(double[] x, double y, double w) {
      double p = 1 / (1 + StrictMath.exp(-value(x)));
      for (int j = 0; j < x.length; j++) {
        for (int k = 0; k < x.length; k++) {
          hessian[j][k] += w * p * (1 - p) * x[j] * x[k];
        }
        hessian[j][5] += w * (y - p) * x[j];
      }
    }

    /// Gauss and Jordan; the matrix is positive definite.
    void step() {
      for (int j = 0; j < 5; j++) {
        for (int row = 0; row < 5; row++) {
          double factor = row == j ? 0 : hessian[row][j] / hessian[j][j];
          for (int k = j; k < 6; k++) {
            hessian[row][k] -= factor * hessian[j][k];
          }
        }
      }
      lastStep = 0;
      for (int j = 0; j < 5; j++) {
        double d = hessian[j][5] / hessian[j][j];
        beta[j] += d;
        lastStep = Math.max(lastStep, Math.abs(d));
        Arrays.fill(hessian[j], 0);
      }
    }
  }
}
