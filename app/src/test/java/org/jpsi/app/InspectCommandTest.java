package org.jpsi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.Feature;
import org.jpsi.core.data.Features;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.model.DecisionTreeNode;
import org.jpsi.core.model.EnsemblePredictor;
import org.jpsi.core.model.InputColumn;
import org.jpsi.core.model.Link;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.ModelFile;
import org.jpsi.core.model.NearestNeighbors;
import org.jpsi.core.model.NeighborsPredictor;
import org.jpsi.core.model.NetworkPredictor;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.model.TreeEnsemble;
import org.jpsi.core.model.TreesPredictor;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Task;
import org.jpsi.core.tensor.Tensor;
import org.jpsi.formats.EventWriter;
import org.jpsi.formats.Tables;
import org.jpsi.formats.npy.Npy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
  @TempDir Path folder;

  @Test
  void aFileShowsItsColumnsWithRangesAndWhatIsNotFinite() throws IOException {
    Path file = folder.resolve("a.csv");
    Files.writeString(file, "x,n,class\n0.5,1,g\nNaN,2,h\n1.5,3,g\n");
    Session session = Session.of("inspect", file.toString());
    assertThat(session.err()).isEmpty();
    assertThat(session.status()).isZero();
    assertThat(session.lines().get(2)).isEqualTo("a.csv: CSV, 3 events");
    assertThat(session.lines().get(4)).matches("  x +float64 +0.5 +1.5 +1 .*[\u2581-\u2588].* 1");
    assertThat(session.lines().get(5)).matches("  n +int64 +1 +3 +2 .*");
    assertThat(session.lines().get(6)).matches("  class +text +g 2, h 1");
  }

  @Test
  void aFileWithoutAHeaderIsShownByNumbersOrByTheNamesThatAreGiven() throws IOException {
    Path file = folder.resolve("a.csv");
    Files.writeString(file, "0.5,1\n1.5,2\n2.5,3\n");
    assertThat(Session.of("inspect", file.toString()).err()).contains("--no-header to inspect");
    Session numbered = Session.of("inspect", "--no-header", file.toString());
    assertThat(numbered.lines().get(2)).isEqualTo("a.csv: CSV, 3 events");
    assertThat(numbered.out()).containsPattern("  c0 +float64 +0.5").containsPattern("  c1 +int64");
    Session named = Session.of("inspect", "--columns", "pt [GeV],n", file.toString());
    assertThat(named.out())
        .containsPattern("  pt +float64 +GeV +0.5")
        .containsPattern("  n +int64");
    Session wrong = Session.of("inspect", "--columns", "pt", file.toString());
    assertThat(wrong.status()).isEqualTo(1);
    assertThat(wrong.err())
        .contains("expected as many values as there are names of columns, 1, found 2");
  }

  @Test
  void whatLooksLikeACodeOfMissingValuesIsNamed() throws IOException {
    Path file = folder.resolve("a.csv");
    StringBuilder lines = new StringBuilder("x,jet 2.pt,n\n");
    for (int i = 0; i < 60; i++) {
      lines.append(i % 7).append(',').append(i % 4 == 0 ? -999 : 20.5 + i).append(',').append(i);
      lines.append('\n');
    }
    Files.writeString(file, lines.toString());
    Session session = Session.of("inspect", file.toString());
    assertThat(session.status()).isZero();
    assertThat(session.lines().stream().filter(line -> line.contains("code of a missing")))
        .containsExactly(
            "  suspected code of a missing value: jet 2.pt -999, in 15 of 60 events; the others are"
                + " from 21.50 to 79.50");
  }

  @Test
  void aDamagedColumnIsNamedAndTheOthersAreShown() throws IOException {
    Path file = folder.resolve("a.root");
    try (EventWriter writer = Tables.create(file, "t")) {
      writer.write(
          Table.of(
              "",
              List.of(
                  NumberColumn.of("x", "", new double[] {1, 2}),
                  NumberColumn.of("y", "", new double[] {3, 4}))));
      writer.finish();
    }
    byte[] bytes = Files.readAllBytes(file);
    // the length of the first basket, at the beginning of its key
    bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf("TBasket") - 32] ^= 1;
    Files.write(file, bytes);
    Session session = Session.of("inspect", file + ":t");
    assertThat(session.status()).isZero();
    assertThat(session.out())
        .contains(
            "not readable, x: the file is damaged: basket 0 of branch x is not where its branch"
                + " says")
        .containsPattern("  y +float64 +3 +4 ")
        .doesNotContainPattern("  x +float64");
  }

  private Session inspected(Predictor predictor) {
    Path run = folder.resolve("run");
    folder.resolve("run").toFile().mkdir();
    Model model =
        new Model(
            List.of(new InputColumn("m_bb", false, 1, "GeV")),
            Preprocessing.of(
                Features.of(
                    List.of(new Feature("m_bb2", "m_bb ** 2", "GeV^2")), Map.of("lumi", 1.2)),
                List.of(ColumnPreprocessing.standardize(1.5, 2, 0, 9))),
            "m_bb > 0.1",
            new Task.Binary("signal", "background"),
            predictor,
            Map.of("analysis", "name: a\nseed: 1"));
    ModelFile.write(model, run.resolve("model.safetensors"));
    return Session.of("inspect", run.toString());
  }

  @Test
  void categoriesAndWhatWasMissingAreToldBelowTheFeatures() {
    Path file = folder.resolve("model.safetensors");
    DecisionTreeNode leaf = new DecisionTreeNode.Leaf(0.5f);
    ModelFile.write(
        new Model(
            List.of(new InputColumn("det", true, 1, ""), new InputColumn("x", false, 1, "")),
            Preprocessing.of(
                Features.of("det", "x"),
                List.of(
                    ColumnPreprocessing.category(List.of("electron", "muon")),
                    ColumnPreprocessing.standardize(1.5, 2, 0, 9).withMissing(0.25))),
            "",
            new Task.Binary("signal", "background"),
            new TreesPredictor(TreeEnsemble.of(2, 1, List.of(leaf)), Link.LOGIT),
            Map.of()),
        file);
    Session session = Session.of("inspect", file.toString());
    assertThat(session.err()).isEmpty();
    assertThat(session.lines())
        .contains("det: 2 categories: electron, muon", "x: missing in 25 % of the training events");
    assertThat(session.out())
        .containsPattern("feature +unit +center +scale +min +max")
        .containsPattern("det +text")
        .containsPattern("x +1.5\\d* +2 +0 +9");
  }

  @Test
  void aNameInAFileCannotSteerTheTerminal() throws IOException {
    Path file = folder.resolve("a.csv");
    Files.writeString(file, "\u001b[31mx,y\n1,\u001b[2J\n2,b\n");
    assertThat(Session.of("inspect", file.toString()).out())
        .contains("\\u001b[31mx", "\\u001b[2J 1")
        .doesNotContain("\u001b");
  }

  @Test
  void integersThatFloat64CannotTellApartAreNotAllTheSame() throws IOException {
    Path file = folder.resolve("a.csv");
    Files.writeString(
        file, "a,b\n9007199254740992,9007199254740993\n9007199254740993,9007199254740993\n");
    Session session = Session.of("inspect", file.toString());
    assertThat(session.lines().get(4)).matches("  a +int64 .* differ beyond float64");
    assertThat(session.lines().get(5)).matches("  b +int64 .* all the same");
  }

  @Test
  void treesAndNeighborsShowHowMany() {
    var leaf = new DecisionTreeNode.Leaf(0.5f);
    TreeEnsemble trees = TreeEnsemble.of(1, 1, List.of(leaf, leaf));
    assertThat(inspected(new TreesPredictor(trees, Link.LOGIT)).lines())
        .contains("2 trees of 12 numbers");
    float[] values = new float[5];
    NearestNeighbors near =
        NearestNeighbors.of(3, 1, values, 1, values, new float[] {1, 1, 1, 1, 2});
    assertThat(inspected(new NeighborsPredictor(near, Link.LOGIT)).lines())
        .contains("3 nearest neighbors of 5 events");
  }

  @Test
  void membersOfAnEnsembleThatDifferInTheirWeightsAloneAreShownOnce() {
    Predictor one = new NetworkPredictor(Sequential.of(Linear.of(1, 1)));
    Predictor other = new NetworkPredictor(Sequential.of(Linear.of(1, 1)));
    EnsemblePredictor same =
        new EnsemblePredictor(List.of(one, other), EnsemblePredictor.Mean.PROBABILITIES);
    assertThat(inspected(same).lines())
        .contains(
            "2 networks of 2 parameters each, of which the mean of probabilities counts",
            "  linear in 1, out 1")
        .doesNotContain("  network of 2 parameters");
    Predictor deep = new NetworkPredictor(Sequential.of(Linear.of(1, 2), Linear.of(2, 1)));
    EnsemblePredictor two =
        new EnsemblePredictor(List.of(one, deep), EnsemblePredictor.Mean.OUTPUTS);
    assertThat(inspected(two).lines())
        .contains(
            "2 models of 9 numbers", "  network of 2 parameters", "  network of 7 parameters");
  }

  @Test
  void aModelShowsFeaturesLayersAndProvenance() {
    Session session = inspected(new NetworkPredictor(Sequential.of(Linear.of(1, 1))));
    assertThat(session.err()).isEmpty();
    assertThat(session.out())
        .contains(
            "a classifier of signal against background",
            "for events with m_bb > 0.1",
            "with lumi = 1.2",
            "m_bb ** 2",
            "network of 2 parameters",
            "linear in 1, out 1\n",
            "linear",
            "    seed: 1");
  }

  @Test
  void anArrayOfNumPyIsNoFileOfEvents() {
    Path file = folder.resolve("x.npy");
    Npy.write(file, Tensor.of(new float[] {1, 2}));
    Session session = Session.of("inspect", file.toString());
    assertThat(session.status()).isEqualTo(1);
    assertThat(session.err())
        .isEqualToNormalizingNewlines(
            "["
                + file
                + "] events are not read from NPY files; convert it to ROOT or CSV; from Java,"
                + " `Npy.read` gives its tensor\n");
  }

  @Test
  void anotherFolderIsToldWhatIsExpected() {
    Session session = Session.of("inspect", folder.toString());
    assertThat(session.status()).isEqualTo(1);
    assertThat(session.err())
        .isEqualToNormalizingNewlines(
            "["
                + folder
                + "] expected a run folder, with a model.safetensors in it, found another folder;"
                + " name a file in it\n");
  }
}
