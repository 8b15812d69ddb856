package org.jpsi.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jpsi.core.model.EnsemblePredictor.Mean;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.nn.Silu;
import org.jpsi.core.random.Rng;
import org.jpsi.core.task.Task;
import org.junit.jupiter.api.Test;

/// Means of members, beside their definition in float64, and where float32 has no digits left.
class EnsemblePredictorTest {
  // A tree of one leaf: a member of known outputs.
  private static Predictor constant(float... outputs) {
    return new TreesPredictor(
        TreeEnsemble.of(1, outputs.length, List.of(leaf(outputs))), Link.IDENTITY);
  }

  private static DecisionTreeNode leaf(float... outputs) {
    return new DecisionTreeNode.Leaf(outputs);
  }

  private static float[] mean(Mean mean, float[]... members) {
    List<Predictor> all =
        Stream.of(members).<Predictor>map(EnsemblePredictorTest::constant).toList();
    float[] block = new EnsemblePredictor(all, mean).predict(new float[3], 1);
    int width = members[0].length;
    float[] first = Arrays.copyOf(block, width);
    for (int e = 1; e < 3; e++) {
      assertThat(Arrays.copyOfRange(block, e * width, (e + 1) * width)).isEqualTo(first);
    }
    return first;
  }

  private static float logit(float... logits) {
    float[][] members = new float[logits.length][];
    for (int m = 0; m < logits.length; m++) {
      members[m] = new float[] {logits[m]};
    }
    return mean(Mean.PROBABILITIES, members)[0];
  }

  private static double sigmoid(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }

  @Test
  void ofTwoClassesTheSigmoidOfTheMeanIsTheMeanOfTheSigmoids() {
    double p = (sigmoid(-2) + sigmoid(0.5f) + sigmoid(3)) / 3;
    assertThat((double) logit(-2, 0.5f, 3)).isCloseTo(Math.log(p / (1 - p)), within(1e-6));
    // not that of the mean of the logits, 0.5
    assertThat(p).isNotCloseTo(sigmoid(0.5), within(0.01));
    assertThat(logit(1.25f)).isCloseTo(1.25f, within(1e-6f));
    assertThat(logit(-1.5f, -1.5f, -1.5f)).isCloseTo(-1.5f, within(1e-6f));
    assertThat(logit(2, -2)).isZero();
  }

  @Test
  void aMeanOfSaturatedLogitsIsFiniteAndKeepsItsDigits() {
    // 1 - p is the mean of exp(-40) and exp(-50)
    assertThat((double) logit(40, 50))
        .isCloseTo(-Math.log((Math.exp(-40) + Math.exp(-50)) / 2), within(1e-5));
    assertThat(logit(-40, -50)).isEqualTo(-logit(40, 50));
    for (float large : new float[] {200, 1e4f, Float.MAX_VALUE, Float.POSITIVE_INFINITY}) {
      assertThat(logit(large, large, large)).isFinite().isGreaterThan(199);
      assertThat(logit(-large, -large)).isFinite().isLessThan(-199);
      assertThat(logit(large, -large)).isZero();
      float[] classes =
          mean(Mean.PROBABILITIES, new float[] {large, 0, -large}, new float[] {large, 0, -large});
      assertThat(classes[0]).isZero();
      assertThat(classes[1]).isFinite().isLessThan(-199);
      assertThat(classes[2]).isFinite().isLessThan(-199);
    }
    assertThat(logit(1, Float.NaN)).isNaN();
  }

  @Test
  void ofSeveralClassesTheSoftmaxOfTheMeanIsTheMeanOfTheSoftmaxes() {
    float[][] members = {{1, 2, -0.5f}, {-3, 0.25f, 4}, {0, 0, 0}, {7, -1, 2}};
    double[] p = new double[3];
    for (float[] member : members) {
      double sum = Math.exp(member[0]) + Math.exp(member[1]) + Math.exp(member[2]);
      for (int k = 0; k < 3; k++) {
        p[k] += Math.exp(member[k]) / sum / members.length;
      }
    }
    float[] found = mean(Mean.PROBABILITIES, members);
    for (int k = 0; k < 3; k++) {
      assertThat((double) found[k]).isCloseTo(Math.log(p[k]), within(1e-6));
    }
  }

  @Test
  void ofARegressionItIsTheMeanOfTheOutputs() {
    assertThat(mean(Mean.OUTPUTS, new float[] {1, -2}, new float[] {2, 4}, new float[] {6, 1}))
        .containsExactly(3, 1);
    // a sum in float32 would be infinite
    float[] large = {Float.MAX_VALUE};
    assertThat(mean(Mean.OUTPUTS, large, large)).containsExactly(large);
  }

  @Test
  void theTaskSaysWhichMean() {
    assertThat(Mean.of(new Task.Binary("s", "b"))).isEqualTo(Mean.PROBABILITIES);
    assertThat(Mean.of(new Task.Multiclass(List.of("a", "b", "c")))).isEqualTo(Mean.PROBABILITIES);
    assertThat(Mean.of(new Task.Regression(List.of(new Task.Target("t", "")))))
        .isEqualTo(Mean.OUTPUTS);
  }

  @Test
  void aRegressionHasNoProbabilities() {
    Task task = new Task.Regression(List.of(new Task.Target("t", "")));
    Predictor two = new TreesPredictor(TreeEnsemble.of(2, 1, List.of(leaf(1))), Link.IDENTITY);
    Predictor logits = new EnsemblePredictor(List.of(two), Mean.PROBABILITIES);
    List<Predictor> all =
        List.of(
            logits,
            new EnsemblePredictor(List.of(logits), Mean.OUTPUTS),
            new MixturePredictor(two, logits, 0.5));
    for (Predictor predictor : all) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> OwnModels.of(task, predictor))
          .withMessageContaining("expected an ensemble of the mean of outputs, for a regression");
    }
  }

  @Test
  void membersAreOneToAThousandOrSo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EnsemblePredictor(List.of(), Mean.OUTPUTS))
        .withMessage("EnsemblePredictor: expected 1 to 1024 members, found 0");
    List<Predictor> many = Collections.nCopies(1025, constant(1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EnsemblePredictor(many, Mean.OUTPUTS))
        .withMessage("EnsemblePredictor: expected 1 to 1024 members, found 1025");
    // more values than the buffer of a chunk has room for
    assertThat(
            new EnsemblePredictor(many.subList(0, 1024), Mean.OUTPUTS).predict(new float[700], 1))
        .hasSize(700)
        .containsOnly(1);
  }

  @Test
  void blocksOfAnyLengthHaveTheBitsOfEachMembersOwn() {
    List<Predictor> members =
        Stream.of(1, 2, 3).<Predictor>map(EnsemblePredictorTest::network).toList();
    Rng rng = Rng.of(7);
    for (int events : new int[] {1, 2, 7, 8, 9, 1024, 1500}) {
      float[] inputs = new float[5 * events];
      for (int i = 0; i < inputs.length; i++) {
        inputs[i] = (float) rng.normal(i);
      }
      float[] found = new EnsemblePredictor(members, Mean.OUTPUTS).predict(inputs, 5);
      float[][] alone =
          members.stream().map(member -> member.predict(inputs, 5)).toArray(float[][]::new);
      for (int e = 0; e < events; e++) {
        double sum = 0;
        for (float[] member : alone) {
          sum += member[e];
        }
        assertThat(found[e]).isEqualTo((float) (sum / 3));
      }
    }
  }

  private static NetworkPredictor network(int seed) {
    Sequential network =
        Sequential.of(Linear.of(5, 40), Silu.of(), Linear.of(40, 24), Silu.of(), Linear.of(24, 1));
    network.initialize(Rng.of(seed));
    return new NetworkPredictor(network);
  }
}
