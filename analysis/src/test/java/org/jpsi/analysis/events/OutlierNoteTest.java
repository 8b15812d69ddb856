package org.jpsi.analysis.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.jpsi.core.data.Outliers;
import org.jpsi.core.loss.HuberLoss;
import org.jpsi.core.loss.MeanSquaredError;
import org.junit.jupiter.api.Test;

/// Notes of a run on outliers.
class OutlierNoteTest {
  private static final Outliers HIGH =
      new Outliers(-3.2079, 3.9823, 0, 14, 1186, 9999, 3.39, 8890.3);
  private static final Outliers BOTH = new Outliers(20, 500, 1, 2, 1186, -9999, 9.6, 410);

  private static final double[] NONE = {};

  @Test
  void aCodeIsNamedWithTheLineToWrite() {
    assertThat(OutlierNote.feature("a", "a", HIGH, new double[] {9999}))
        .isEqualTo(
            "feature a: 14 of 1186 training events are outliers, up to 8890 deviations off (9999;"
                + " the others: -3.2 to 4); it is scaled by the others and clipped just outside"
                + " their range; if this value marks what is missing, say so: `missing: {a:"
                + " 9999}`");
    assertThat(OutlierNote.feature("b", "`*b tag`", BOTH, new double[] {-999.9f, 9999}))
        .endsWith(
            "; if these values mark what is missing, say so: `missing: {\"*b tag\": [-999.9,"
                + " 9999]}`");
  }

  @Test
  void aFeaturesNoteHasNumberDistanceActionAndRemedy() {
    assertThat(OutlierNote.feature("a", "a", HIGH, NONE))
        .isEqualTo(
            "feature a: 14 of 1186 training events are outliers, up to 8890 deviations off (9999;"
                + " the others: -3.2 to 4); it is scaled by the others and clipped just outside"
                + " their range; if outliers mark missing values, leave such events out by `select:"
                + " \"a < 11.2\"`, or have two features, `a < 11.2 ? a : 0` and `a < 11.2`");
    assertThat(OutlierNote.feature("s", "x + y", BOTH, new double[] {-9999}))
        .startsWith(
            "feature s: 3 of 1186 training events are outliers, up to 410 deviations off (-9999;")
        .contains("`select: \"(x + y) > -460 && (x + y) < 980\"`")
        .endsWith("`(x + y) > -460 && (x + y) < 980`");
  }

  @Test
  void aTargetsNoteNamesLossesThatOutliersHardlyMove() {
    Outliers one = new Outliers(1.7e9 + 0.02, 1.7e9 + 59.98, 1, 0, 300, -1, 1.35, 7.6e7);
    String note = OutlierNote.target("t", "t", one, MeanSquaredError.of());
    assertThat(note)
        .isEqualTo(
            "target t: 1 of 300 training events is an outlier, 76000000 deviations off (-1; the"
                + " others: 1700000000 to 1700000060); it is scaled by the others, not clipped:"
                + " leave such events out by `select: \"t > 1699999940\"`, or let them count less"
                + " by `loss: huber` or `loss: l1`");
    assertThat(OutlierNote.target("t", "t", one, HuberLoss.of()))
        .endsWith("`select: \"t > 1699999940\"`");
  }
}
