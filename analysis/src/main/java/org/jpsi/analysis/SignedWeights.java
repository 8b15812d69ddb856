package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jpsi.analysis.events.EventSet;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;
import org.jpsi.core.train.TrainingListener;
import org.jpsi.core.train.TrainingStep;

/// Notes of a run whose weights have both signs: how few events they count as, and where the loss
/// of a class falls below zero, so that nothing bounds it.
final class SignedWeights {
  // More than a quarter of the weight negative: a quarter of the events is left.
  private static final double FEW = 0.25;
  private static final String CURE =
      "what helps: `negativeWeights: refine`, or `absolute` where the share of negative weights"
          + " does not depend on the features, for the training alone; a sample with fewer negative"
          + " weights; fewer epochs or a smaller network";

  private SignedWeights() {}

  /// A note of the classes of training events that count as few, since their weights cancel.
  static void note(EventSet events, Task task, Consumer<String> notes) {
    int[] rows = events.rowIndices(Part.TRAIN);
    double[] weight = events.weights(rows);
    int[] label = events.labels(rows);
    List<String> few = new ArrayList<>();
    for (int c = 0; c < events.classes().size(); c++) {
      Cancellation found = Cancellation.of(label, c, weight);
      if (found.left() * found.left() < FEW) {
        few.add(found.words(of(task, c)));
      }
    }
    if (!few.isEmpty()) {
      notes.accept(
          "negative weights"
              + String.join(";", few)
              + " ((sum w)^2 / sum w^2): expect large errors, and a model that learns fluctuations;"
              + " "
              + CURE);
    }
  }

  /// How far the weights of a class cancel.
  private record Cancellation(
      int events, int negative, double sum, double magnitude, double squares) {
    static Cancellation of(int[] label, int one, double[] weight) {
      int n = 0;
      int negative = 0;
      double sum = 0;
      double magnitude = 0;
      double squares = 0;
      for (int i = 0; i < weight.length; i++) {
        if (label[i] == one) {
          n++;
          negative += weight[i] < 0 ? 1 : 0;
          sum += weight[i];
          magnitude += Math.abs(weight[i]);
          squares += weight[i] * weight[i];
        }
      }
      return new Cancellation(n, negative, sum, magnitude, squares);
    }

    double left() {
      return sum / magnitude;
    }

    String words(String of) {
      return String.format(
          Locale.ROOT,
          "%s: %.0f %%, so that %,d training events count as %.0f",
          of,
          100.0 * negative / events,
          events,
          sum * sum / squares);
    }
  }

  private static String of(Task task, int label) {
    return task instanceof Task.Regression ? "" : " of class " + task.classNames().get(label);
  }

  /// The note of a class whose loss is below zero.
  static String negativeLoss(Task task, int label, double loss) {
    return String.format(
        Locale.ROOT,
        "the training loss%s is below zero (%.2g), as negative weights allow: it has no lower bound"
            + " then, and falls where they happen to prevail",
        of(task, label),
        loss);
  }

  /// A listener of a training that has such a class told as a warning.
  record Listener(Task task, ProgressListener progress) implements TrainingListener {
    @Override
    public void step(TrainingStep step) {
      progress.step(step);
    }

    @Override
    public void epoch(Epoch epoch) {
      progress.epoch(epoch);
    }

    @Override
    public void negativeLoss(int label, int epoch, double loss) {
      progress.warning(
          "epoch "
              + (epoch + ": " + SignedWeights.negativeLoss(task, label, loss))
              + "; the epoch that is kept is chosen by a bounded figure; "
              + CURE);
    }

    @Override
    public boolean stop() {
      return progress.stop();
    }
  }
}
