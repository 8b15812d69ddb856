package org.jpsi.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jpsi.core.eval.Confusion;
import org.jpsi.core.eval.RegressionQuality;
import org.jpsi.core.eval.Summary;

/// The arrays of a part as the figures of merit want them.
final class Truth {
  private Truth() {}

  /// A score and whether each event is what the score looks for.
  record Question(double[] score, boolean[] is) {}

  /// Binary: is it signal? Multiclass: one question per class. Regression: none.
  static List<Question> questions(Task task, Part part) {
    List<Question> questions = new ArrayList<>();
    switch (task) {
      case Task.Binary binary ->
          questions.add(new Question(wide(part.outputs()[0]), is(part, binary.signal())));
      case Task.Multiclass multiclass -> {
        for (int c = 0; c < multiclass.classes().size(); c++) {
          questions.add(new Question(wide(part.outputs()[c]), is(part, c)));
        }
      }
      case Task.Regression _ -> {}
    }
    return questions;
  }

  static double[] wide(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  static boolean[] is(Part part, int one) {
    boolean[] is = new boolean[part.events()];
    for (int i = 0; i < is.length; i++) {
      is[i] = part.label()[i] == one;
    }
    return is;
  }

  static int[] predicted(Task task, Part part) {
    if (task instanceof Task.Binary binary) {
      int[] predicted = new int[part.events()];
      for (int i = 0; i < predicted.length; i++) {
        predicted[i] = part.outputs()[0][i] > 0.5f ? binary.signal() : 1 - binary.signal();
      }
      return predicted;
    }
    double[][] scores = new double[part.outputs().length][];
    for (int c = 0; c < scores.length; c++) {
      scores[c] = wide(part.outputs()[c]);
    }
    return Confusion.highest(scores);
  }

  /// The scores of the events of one class: that of the signal, or with many classes that of the
  /// class itself.
  static double[] scores(Task task, Part part, int one) {
    float[] score = part.outputs()[task instanceof Task.Binary ? 0 : one];
    double[] chosen = new double[count(part, one)];
    int at = 0;
    for (int i = 0; i < part.events(); i++) {
      if (part.label()[i] == one) {
        chosen[at++] = score[i];
      }
    }
    return chosen;
  }

  static double[] weights(Part part, int one) {
    double[] chosen = new double[count(part, one)];
    int at = 0;
    for (int i = 0; i < part.events(); i++) {
      if (part.label()[i] == one) {
        chosen[at++] = part.weight()[i];
      }
    }
    return chosen;
  }

  static int count(Part part, int one) {
    int count = 0;
    for (int label : part.label()) {
      count += label == one ? 1 : 0;
    }
    return count;
  }

  static double sum(double[] weight) {
    double sum = 0;
    for (double w : weight) {
      sum += w;
    }
    return sum;
  }

  /// The weight of a class in all parts over that in this one.
  static double scale(RunReport run, Part part, int one) {
    double all = 0;
    for (Part each : run.parts()) {
      all += sum(weights(each, one));
    }
    return all / sum(weights(part, one));
  }

  static List<RegressionQuality> regressions(Task task, Part part) {
    List<RegressionQuality> qualities = new ArrayList<>();
    if (task instanceof Task.Regression regression && sum(part.weight()) > 0) {
      for (int t = 0; t < regression.targets().size(); t++) {
        qualities.add(
            RegressionQuality.of(
                wide(part.outputs()[t]),
                wide(part.target()[t]),
                part.weight(),
                Evaluation.bins(part, t)));
      }
    }
    return qualities;
  }

  static Summary summary(Task task, Part part, List<RegressionQuality> qualities) {
    return switch (task) {
      case Task.Binary binary ->
          Summary.binary(
              part.loss(), wide(part.outputs()[0]), is(part, binary.signal()), part.weight());
      case Task.Multiclass multiclass -> {
        double[][] scores = new double[multiclass.classes().size()][];
        for (int c = 0; c < scores.length; c++) {
          scores[c] = wide(part.outputs()[c]);
        }
        yield Summary.multiclass(part.loss(), scores, part.label(), part.weight());
      }
      case Task.Regression regression -> {
        SequencedMap<String, RegressionQuality> byTarget = new LinkedHashMap<>();
        for (int t = 0; t < qualities.size(); t++) {
          byTarget.put(regression.targets().get(t).name(), qualities.get(t));
        }
        yield Summary.regression(part.loss(), part.weight(), byTarget);
      }
    };
  }
}
