package org.jpsi.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.Features;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.nn.Embedding;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.nn.TabularEncoding;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Task;
import org.jpsi.core.tensor.TabularColumn;
import org.junit.jupiter.api.Test;

/// A category that the model does not know is told with its event and feature.
class WrongCategoryTest {
  private static final List<String> NAMES = List.of("era", "njet", "mass");
  private static final String SAID =
      "embedding layer] expected a category that it was made for, a whole number from 0 to %d,"
          + " found %s in column %d of its inputs; leave out such events, or train with more"
          + " categories";

  private static Model model() {
    return model(
        Sequential.of(
            Sequential.of(Embedding.of(1, 5, 2), Embedding.of(0, 3, 4)), Linear.of(7, 1)));
  }

  private static Model model(Sequential network) {
    return new Model(
        NAMES.stream().map(name -> new InputColumn(name, false, 1, "")).toList(),
        Preprocessing.of(
            Features.of(NAMES.toArray(String[]::new)),
            Collections.nCopies(3, new ColumnPreprocessing(List.of(), -100, 100))),
        "",
        new Task.Binary("signal", "background"),
        List.of(),
        new NetworkPredictor(network),
        Map.of());
  }

  private static Table events(float[] eras, float[] jets) {
    float[] masses = new float[eras.length];
    return Table.of(
        "data.csv",
        List.of(
            NumberColumn.of("era", "", eras),
            NumberColumn.of("njet", "", jets),
            NumberColumn.of("mass", "", masses)));
  }

  @Test
  void ofATableWithItsFileAndEntry() {
    float[] eras = new float[1500];
    float[] jets = new float[1500];
    jets[1100] = 7;
    eras[1300] = 3;
    assertThatThrownBy(() -> Scorer.of(model()).score(events(eras, jets)))
        .isInstanceOf(InputException.class)
        .hasMessage("[data.csv: entry 1100: feature njet: " + SAID, 4, 7f, 1);
    jets[1100] = 4;
    assertThatThrownBy(() -> Scorer.of(model()).score(events(eras, jets)))
        .hasMessage("[data.csv: entry 1300: feature era: " + SAID, 2, 3f, 0);
    assertThatThrownBy(() -> Scorer.of(model()).score(new float[] {0, 0, 0, 0, 0.5f, 0}, 2))
        .hasMessage("[event 1: feature njet: " + SAID, 4, 0.5f, 1);
  }

  @Test
  void ofAColumnOfATable() {
    TabularEncoding encoding =
        TabularEncoding.of(
            List.of(
                new TabularColumn.Category(3, 2),
                TabularColumn.Category.of(5),
                TabularColumn.Numeric.of()));
    EventScorer scorer =
        Scorer.of(model(Sequential.of(encoding, Linear.of(12, 1)))).bind("era", "njet", "mass");
    assertThatThrownBy(() -> scorer.score(new double[] {0, 7, 0}))
        .isInstanceOf(InputException.class)
        .hasMessage("[feature njet: " + SAID, 4, 7f, 1);
    assertThat(scorer.score(new double[] {Double.NaN, 4, 0})).isNaN();
    assertThat(scorer.score(new double[] {2, 4, 0})).isBetween(0f, 1f);
  }

  @Test
  void ofAnEventAlone() {
    EventScorer scorer = Scorer.of(model()).bind("era", "njet", "mass");
    assertThatThrownBy(() -> scorer.score(new double[] {-1, 0, 0}))
        .isInstanceOf(InputException.class)
        .hasMessage("[feature era: " + SAID, 2, -1f, 0);
    assertThat(scorer.score(new double[] {2, 4, 0})).isBetween(0f, 1f);
  }

  @Test
  void whatIsNoNumberHasTheScoreNaNAmongOthersAsAlone() {
    Table events = events(new float[] {1, Float.NaN, 2}, new float[] {0, 1, Float.NaN});
    double[] scores = Scorer.of(model()).score(events).numbers("score").toDoubles();
    assertThat(scores[0]).isBetween(0., 1.);
    assertThat(scores[1]).isNaN();
    assertThat(scores[2]).isNaN();
    EventScorer alone = Scorer.of(model()).bind("era", "njet", "mass");
    assertThat(alone.score(new double[] {Double.NaN, 1, 0})).isNaN();
    assertThat(alone.score(new double[] {1, 0, 0})).isEqualTo((float) scores[0]);
  }
}
