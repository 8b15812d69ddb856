package org.jpsi.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jpsi.core.errors.InputException;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Batches of several inputs, with masks and spectators.
class BatchTest {
  // Event 0 has one jet, event 1 none, event 2 three, of which a batch has two.
  private static final int[] OFFSETS = {0, 1, 1, 4};
  private static final float[] ITEMS = {1, 2, 31, 32, 33, 34, 35, 36};
  private static final double[] MASS = {91.1876, 125.25, 1e300};
  private static final Dataset EVENTS =
      Dataset.builder(3)
          .jagged("jets", Shape.of(2, 2), OFFSETS, ITEMS)
          .input("met", Shape.of(1), new float[] {7, 8, 9})
          .targets(1, new float[] {1, 0, 1})
          .spectator("mass", MASS)
          .build();

  @Test
  void aBatchPadsWhatVariesAndHasAMask() {
    Batch batch = EVENTS.view(2, 0).batch();
    assertThat(batch.inputShapes()).hasToString("{jets=[2, 2], jets.mask=[2], met=[1]}");
    assertThat(batch.x("jets").shape()).hasToString("[2, 2, 2]");
    assertThat(batch.x("jets").toArray()).containsExactly(31, 32, 33, 34, 1, 2, 0, 0);
    assertThat(batch.mask("jets").toArray()).containsExactly(1, 1, 1, 0);
    assertThat(batch.x("met").toArray()).containsExactly(9, 7);
    assertThat(batch.w().toArray()).containsExactly(1, 1);
    assertThat(batch.tensors().names()).containsExactly("jets", "jets.mask", "met");
    assertThat(EVENTS.batch().inputs("jets"))
        .containsExactly(1, 2, 0, 0, 0, 0, 0, 0, 31, 32, 33, 34);
    assertThat(EVENTS.batch().inputs("met")).isSameAs(EVENTS.batch().inputs("met"));
  }

  /// A buffer keeps nothing of the events that it held before.
  @Test
  void aBatchIsFilledAgain() {
    Batch batch = EVENTS.empty(1);
    Tensor jets = batch.x("jets");
    Tensor mask = batch.mask("jets");
    Tensor mass = batch.spectator("mass");
    EVENTS.gather(new int[] {2, 1}, 0, batch);
    assertThat(mask.toArray()).containsExactly(1, 1);
    assertThat(mass.item()).isInfinite();
    EVENTS.gather(new int[] {2, 1}, 1, batch);
    assertThat(jets.toArray()).containsOnly(0);
    assertThat(mask.toArray()).containsOnly(0);
    assertThat(mass.item()).isEqualTo(125.25f);
    assertThat(batch.y().item()).isZero();
  }

  @Test
  void aSpectatorIsHeldInFloat64AndRoundedAsATensor() {
    Batch batch = EVENTS.batch();
    assertThat(batch.spectators()).containsExactly("mass");
    assertThat(batch.spectators("mass")).isEqualTo(MASS);
    assertThat(batch.spectator("mass").toArray()[0]).isEqualTo(91.1876f);
    assertThat(EVENTS.take(1).spectators()).containsExactly("mass");
    assertThatThrownBy(() -> batch.spectator("mas"))
        .isInstanceOf(InputException.class)
        .hasMessage("[batch] expected a spectator of mass, found mas; did you mean mass?");
    assertThatThrownBy(() -> Dataset.none().batch().spectators("mass"))
        .hasMessage("[batch] expected no spectator, found mass");
  }

  @Test
  void whichOfSeveralInputsMustBeSaid() {
    assertThatThrownBy(() -> EVENTS.batch().x())
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[inputs] expected one input, found jets, jets.mask, met; say which by its name; a"
                + " network of several begins with a MultiInputLayer");
    assertThatThrownBy(EVENTS::features).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> EVENTS.batch().mask("met"))
        .hasMessageStartingWith("[inputs] expected one of jets, jets.mask, met, found met.mask");
  }

  @Test
  void arraysThatDoNotFitTheEventsAreRefused() {
    assertThatThrownBy(() -> Dataset.builder(3).input("x", Shape.of(2, 2), new float[11]))
        .isInstanceOf(InputException.class)
        .hasMessage("[Dataset] expected 12 values of input x for 3 events, found 11");
    assertThatThrownBy(() -> Dataset.builder(3).targets(2, new float[3]))
        .hasMessage("[Dataset] expected 6 values of targets for 3 events, found 3");
    assertThatThrownBy(() -> Dataset.builder(1).weights(new float[2]))
        .hasMessage("[Dataset] expected 1 values of weights for 1 events, found 2");
    assertThatThrownBy(() -> Dataset.builder(1).spectator("m", new double[2]))
        .hasMessage("[Dataset] expected 1 values of spectator m for 1 events, found 2");
    DatasetBuilder one = Dataset.builder(1).input("x", Shape.of(1), new float[1]);
    assertThatThrownBy(() -> one.input("x", Shape.of(1), new float[1]))
        .hasMessage("[Dataset] expected inputs of different names, found x twice");
    assertThatThrownBy(() -> one.mask("y", new float[1]))
        .hasMessageStartingWith("[Dataset] expected a mask of an input with an axis, given before");
    Shape jets = Shape.of(2, 2);
    assertThatThrownBy(() -> Dataset.builder(2).jagged("j", jets, new int[] {0, 2, 1}, ITEMS))
        .hasMessage("[Dataset] expected offsets of j that do not decrease, found 1 after 2");
    assertThatThrownBy(() -> Dataset.builder(2).jagged("j", jets, new int[] {1, 1, 2}, ITEMS))
        .hasMessage("[Dataset] expected offsets of j that begin at 0, found 1");
    one.spectator("m", new double[1]);
    assertThatThrownBy(() -> one.spectator("m", new double[1]))
        .hasMessage("[Dataset] expected spectators of different names, found m twice");
    assertThatThrownBy(() -> Dataset.builder(-1))
        .hasMessage("Dataset: expected a number of events, found -1");
    assertThatThrownBy(() -> Dataset.builder(2).jagged("j", jets, new int[2], ITEMS))
        .hasMessage("[Dataset] expected 3 values of offsets of j for 2 events, found 2");
    assertThatThrownBy(() -> Dataset.builder(2).jagged("j", jets, new int[] {0, 1, 3}, ITEMS))
        .hasMessage("[Dataset] expected 6 values of items of j for 2 events, found 8");
  }

  @Test
  void aMaskMayBeGivenBesidePaddedValues() {
    Dataset data =
        Dataset.builder(2)
            .input("jets", Shape.of(2, 1), new float[] {1, 2, 3, 0})
            .mask("jets", new float[] {1, 1, 1, 0})
            .build();
    assertThat(data.view(1).batch().mask("jets").toArray()).containsExactly(1, 0);
    assertThat(data.outputs()).isZero();
  }
}
