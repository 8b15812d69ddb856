package org.jpsi.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jpsi.core.task.Part;
import org.junit.jupiter.api.Test;

/// Parts and views of a dataset share its arrays.
class PartsTest {
  private static final float[] X = {0, 1, 10, 11, 20, 21, 30, 31, 40, 41};
  private static final float[] WEIGHTS = {1, 2, 3, 4, -5};
  private static final Dataset FIVE = Dataset.of(X, new float[] {0, 1, 2, 3, 4}, WEIGHTS);

  @Test
  void eachPartHasItsEventsInTheirOrder() {
    Parts parts =
        Parts.of(FIVE, new Part[] {Part.TEST, Part.TRAIN, Part.VALIDATION, Part.TRAIN, Part.TRAIN});
    assertThat(parts.all()).isSameAs(FIVE);
    assertThat(parts.partOf(2)).isEqualTo(Part.VALIDATION);
    assertThat(parts.train().inputs()).containsExactly(10, 11, 30, 31, 40, 41);
    assertThat(parts.train().targets()).containsExactly(1, 3, 4);
    assertThat(parts.train().weights()).containsExactly(2, 4, -5);
    assertThat(parts.train().meanWeight()).isEqualTo(1 / 3.0);
    assertThat(parts.validation().labels()).containsExactly(2);
    assertThat(parts.test().inputs()).containsExactly(0, 1);
    assertThatThrownBy(() -> Parts.of(FIVE, new Part[5]))
        .hasMessage("Parts: expected the part of each event");
    assertThatThrownBy(() -> Parts.of(FIVE, new Part[4]))
        .hasMessage("Parts: expected the part of each of 5 events, found 4");
  }

  @Test
  void twoDatasetsBecomeThePartsOfOne() {
    Parts parts = Parts.of(FIVE.slice(0, 3), FIVE.slice(3, 5));
    assertThat(parts.all().inputs()).isEqualTo(X);
    assertThat(parts.all().weights()).isEqualTo(WEIGHTS);
    assertThat(parts.indices(Part.VALIDATION)).containsExactly(3, 4);
    assertThat(parts.validation().targets()).containsExactly(3, 4);
    assertThat(parts.test().events()).isZero();
    assertThat(Parts.of(FIVE, Dataset.none()).all()).isSameAs(FIVE);
    assertThatThrownBy(() -> Parts.of(FIVE, Dataset.of(new float[1], new float[1], new float[1])))
        .hasMessage(
            "Dataset: expected events of one kind, found Batch(5 events, inputs {x=[2]}, targets"
                + " [1]) and Batch(1 events, inputs {x=[1]}, targets [1])");
  }

  @Test
  void aViewCopiesNothingAndAViewOfAViewIsOne() {
    float[] x = X.clone();
    Dataset view = Dataset.of(x, new float[5], new float[5]).view(4, 2, 0).view(2, 0);
    x[8] = -1;
    assertThat(view.inputs()).containsExactly(0, 1, -1, 41);
    assertThat(view.x().shape()).hasToString("[2, 2]");
    assertThat(view.outputs()).isEqualTo(1);
    assertThat(view.inputShapes().names()).containsExactly("x");
    assertThat(view.take(1).inputs()).containsExactly(-1, 41);
    assertThatThrownBy(() -> view.view(2)).hasMessage("Dataset: expected events below 2, found 2");
    assertThatThrownBy(() -> view.view(-1))
        .hasMessage("Dataset: expected events below 2, found -1");
  }

  @Test
  void targetsOfSeveralQuantitiesFollowTheirEvents() {
    Dataset two = Dataset.of(new float[3], new float[] {1, 2, 3, 4, 5, 6}, new float[3]);
    assertThat(two.view(2, 0).targets()).containsExactly(5, 6, 1, 2);
    assertThat(two.view(2, 0).y().shape()).hasToString("[2, 2]");
  }

  @Test
  void otherWeightsLeaveInputsAndTargetsShared() {
    float[] physical = {9, 8, 7, 6, 5};
    Dataset weighted = FIVE.withWeights(physical);
    assertThat(weighted.weights()).isSameAs(physical);
    assertThat(weighted.targets()).isSameAs(FIVE.targets());
    assertThat(weighted.batch(1, 3).weights()).containsExactly(8, 7);
    assertThat(weighted.batch(1, 3).inputs()).containsExactly(10, 11, 20, 21);
    assertThat(weighted.view(4, 0).meanWeight()).isEqualTo(7);
    assertThatThrownBy(() -> FIVE.withWeights(new float[4]))
        .hasMessage("Dataset: expected 5 weights, one for each event, found 4");
  }
}
