package org.jpsi.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntConsumer;
import org.jpsi.core.allocation.FreshJvm;
import org.junit.jupiter.api.Test;

class InferenceAllocationTest {
  @Test
  void anEventThatIsScoredAllocatesNothing() {
    assertThat(FreshJvm.bytesPerCall(InferenceAllocationTest.class))
        .hasSizeGreaterThan(30)
        .allSatisfy((name, bytes) -> assertThat(bytes).as(name).isLessThan(1));
  }

  public static void main(String[] none) {
    InferenceStageTest.networks()
        .forEach((name, network) ->
            FreshJvm.print("layer " + name, InferenceStageTest.oneEvent(network)));
    List<Predictor> predictors = PredictorTest.predictors();
    for (int i = 0; i < predictors.size(); i++) {
      FreshJvm.print(
          "predictor " + i + " " + predictors.get(i).getClass().getSimpleName(),
          PredictorTest.oneEvent(predictors.get(i)));
    }
    List<IntConsumer> scorers = EventScorerTest.oneEvent();
    for (int i = 0; i < scorers.size(); i++) {
      FreshJvm.print("scorer " + i, scorers.get(i));
    }
    FreshJvm.print("categories", CategoriesTest.oneEvent());
  }
}
