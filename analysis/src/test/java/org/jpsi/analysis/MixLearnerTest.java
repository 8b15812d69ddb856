package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.data.Parts;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.eval.History;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.model.DecisionTreeNode;
import org.jpsi.core.model.DecisionTreeNode.Branch;
import org.jpsi.core.model.DecisionTreeNode.Leaf;
import org.jpsi.core.model.Link;
import org.jpsi.core.model.MixturePredictor;
import org.jpsi.core.model.TreeEnsemble;
import org.jpsi.core.model.TreesPredictor;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.task.Task;
import org.jpsi.core.train.Learner;
import org.jpsi.core.train.Predictions;
import org.junit.jupiter.api.Test;

/// Mixing of two predictors that are known, by the events that choose the weight.
class MixLearnerTest {
  private static final int N = 400;
  private static final Task TASK = new Task.Binary("signal", "background");

  /// Learner that has always learned the same: a logit below and above zero of one feature.
  private record Known(int feature, float below, float above) implements Learner {
    @Override
    public String name() {
      return "known";
    }

    @Override
    public String meaning() {
      return "What is known.";
    }

    @Override
    public List<Option> options() {
      return List.of();
    }

    @Override
    public void check(FitRequest request) {}

    @Override
    public FitResult fit(FitRequest request) {
      DecisionTreeNode tree = new Branch(feature, 0, true, new Leaf(below), new Leaf(above));
      return new FitResult(
          new TreesPredictor(TreeEnsemble.of(2, 1, List.of(tree)), Link.IDENTITY),
          new History(List.of(new Epoch(1, 0, 0, 0, true, 0, 0)), 1, History.StopReason.EPOCHS));
    }
  }

  // Two features of which each is right about the class in three of four events.
  private static Dataset events(float weight) {
    float[] x = new float[2 * N];
    float[] y = new float[N];
    float[] w = new float[N];
    for (int i = 0; i < N; i++) {
      y[i] = i % 2;
      x[2 * i] = (i / 2 % 4 == 0 ? -1 : 1) * (2 * y[i] - 1);
      x[2 * i + 1] = (i / 8 % 4 == 0 ? -1 : 1) * (2 * y[i] - 1);
      w[i] = i == 7 ? weight : 1;
    }
    return Dataset.of(x, y, w);
  }

  private static Learner.FitRequest request(Dataset validation) {
    return Learner.FitRequest.of(Parts.of(events(1), validation), TASK);
  }

  private static MixLearner mix(Learner one, Learner other) {
    return new MixLearner(one, other, (_, _) -> {});
  }

  private static double weight(Learner one, Learner other) {
    return ((MixturePredictor) mix(one, other).fit(request(events(1))).predictor()).weight();
  }

  @Test
  void theWeightIsTheOneOfTheLowestLossOfAllHundredths() {
    Learner one = new Known(0, -2, 2);
    Learner other = new Known(1, -1.5f, 1.2f);
    double found = weight(one, other);
    Dataset events = events(1);
    double best = -1;
    double lowest = Double.POSITIVE_INFINITY;
    for (int i = 0; i <= 100; i++) {
      MixturePredictor mixture =
          new MixturePredictor(
              one.fit(request(events)).predictor(),
              other.fit(request(events)).predictor(),
              i / 100.0);
      double loss =
          Predictions.of(mixture, Loss.usual(TASK), events, ThreadPool.SERIAL).meanLoss(events);
      if (loss < lowest) {
        lowest = loss;
        best = i / 100.0;
      }
    }
    assertThat(best).isBetween(0.2, 0.8);
    assertThat(found).isEqualTo(best);
  }

  @Test
  void aPredictorThatKnowsNothingHasNoWeight() {
    assertThat(weight(new Known(0, 9, -9), new Known(1, -1, 1))).isZero();
    assertThat(weight(new Known(1, -1, 1), new Known(0, 9, -9))).isEqualTo(1);
  }

  @Test
  void eachIsBegunBeforeItIsFitted() {
    List<String> told = new ArrayList<>();
    Learner one = new Known(0, -1, 1);
    Learner other = new Known(1, -1, 1);
    new MixLearner(one, other, (learner, settings) -> told.add(learner + "" + settings))
        .fit(request(events(1)));
    assertThat(told).containsExactly(one + "{}", other + "{}");
  }

  @Test
  void negativeWeightsAndNoValidationEventsAreRefused() {
    MixLearner mix = mix(new Known(0, -1, 1), new Known(1, -1, 1));
    assertThatThrownBy(() -> mix.fit(request(events(-1))))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[model mix] expected weights of zero or more, of which the weight of the mixture is"
                + " made, found negative ones; train `model: network`, which takes them,"
                + " or treat them for the training, with `negativeWeights:`");
    assertThatThrownBy(() -> mix.fit(request(events(1).view())))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[model mix] expected validation events, which choose the weight of the mixture, found"
                + " none; give `split:` a validation part, or train `model: network`");
  }
}
