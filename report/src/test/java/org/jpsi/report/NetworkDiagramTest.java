package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jpsi.core.eval.TrainingFeatures;
import org.jpsi.core.model.CombinedPredictor;
import org.jpsi.core.model.CompiledPredictor;
import org.jpsi.core.model.DecisionTreeNode;
import org.jpsi.core.model.Link;
import org.jpsi.core.model.NearestNeighbors;
import org.jpsi.core.model.NeighborsPredictor;
import org.jpsi.core.model.NetworkPredictor;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.model.TreeEnsemble;
import org.jpsi.core.model.TreesPredictor;
import org.jpsi.core.nn.BatchNorm;
import org.jpsi.core.nn.Dropout;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;

class NetworkDiagramTest {
  private static final ReportData BINARY = ToyRuns.binary(100, 3, 1.3, 0, false, false);

  private static ReportFigure draw(int features, Layer... layers) {
    return draw(features, new NetworkPredictor(Sequential.of(layers)));
  }

  private static ReportFigure draw(int features, Predictor predictor) {
    List<NumberColumn> all = new ArrayList<>();
    for (int f = 0; f < features; f++) {
      all.add(NumberColumn.of("f" + f, "", new float[BINARY.inputs().weight().length]));
    }
    ReportData run =
        new ReportData(
            BINARY.evaluation(),
            new TrainingFeatures(
                BINARY.task(), all, BINARY.inputs().label(), BINARY.inputs().weight()),
            BINARY.description(),
            predictor,
            BINARY.training());
    return (ReportFigure) NetworkDiagram.of(run).render();
  }

  private static List<Element> nodes(ReportFigure figure) {
    return PlotReader.elements(ChartTest.parse(figure.svg()).getDocumentElement(), "circle")
        .stream()
        .filter(circle -> circle.getAttribute("r").equals("7"))
        .toList();
  }

  private static List<String> words(ReportFigure figure) {
    return PlotReader.elements(ChartTest.parse(figure.svg()).getDocumentElement(), "text").stream()
        .map(Element::getTextContent)
        .toList();
  }

  @Test
  void everyNodeIsJoinedToAllOfTheNextLayer() {
    ReportFigure figure = draw(3, Linear.of(3, 4), Relu.of(), Linear.of(4, 1));
    assertThat(nodes(figure)).hasSize(3 + 4 + 1);
    assertThat(PlotReader.elements(ChartTest.parse(figure.svg()).getDocumentElement(), "path"))
        .hasSize(3 * 4 + 4);
    assertThat(words(figure)).containsExactly("3 features", "linear 4", "relu", "linear 1");
    assertThat(figure.caption())
        .startsWith("3 features in, one number out, 21 trained parameters.");
    assertThat(figure.alternative())
        .isEqualTo("The network from input to output: 3 features, linear 4 relu, linear 1.");
    assertThat(figure.title()).isEqualTo("Network");
  }

  @Test
  void whatMixesNothingStandsUnderItsLayer() {
    ReportFigure figure =
        draw(2, Linear.of(2, 2), BatchNorm.of(2), Relu.of(), Dropout.of(0.1), Linear.of(2, 1));
    assertThat(words(figure))
        .containsExactly("2 features", "linear 2", "batchNorm", "relu", "dropout 0.1", "linear 1");
    assertThat(nodes(figure)).hasSize(2 + 2 + 1);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 0", "10, 10, 0", "11, 11, 0", "12, 10, 3", "500, 10, 3"})
  void aWideLayerShowsTenOfItsNodesAndThreeDots(int width, int shown, int dots) {
    ReportFigure figure = draw(1, Linear.of(1, width), Linear.of(width, 1));
    assertThat(nodes(figure)).hasSize(1 + shown + 1);
    assertThat(
            PlotReader.elements(ChartTest.parse(figure.svg()).getDocumentElement(), "circle")
                .stream()
                .filter(circle -> circle.getAttribute("r").equals("2")))
        .hasSize(dots);
    double[] heights =
        nodes(figure).stream()
            .skip(1)
            .limit(shown)
            .mapToDouble(node -> Double.parseDouble(node.getAttribute("cy")))
            .toArray();
    assertThat(Arrays.stream(heights).average().orElseThrow()).isEqualTo((26 + 250) / 2.0);
    assertThat(heights).isSorted();
    assertThat(heights[0]).isGreaterThanOrEqualTo(26);
    assertThat(heights[shown - 1]).isLessThanOrEqualTo(250);
    if (dots > 0) {
      assertThat(heights[5] - heights[4])
          .as("the gap")
          .isCloseTo(2 * (heights[1] - heights[0]), within(0.011));
    }
  }

  @Test
  void inputsAreGreenOutputsVermillionAndTheRestBlue() {
    ReportFigure figure = draw(1, Linear.of(1, 1), Linear.of(1, 1));
    assertThat(nodes(figure).stream().map(n -> ((Element) n.getParentNode()).getAttribute("fill")))
        .containsExactly(Palette.GREEN, Palette.BLUE, Palette.VERMILLION);
  }

  @Test
  void columnsStandAtEqualDistancesAndCloserWhereThereAreMany() {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      layers.add(Linear.of(1, 1));
    }
    ReportFigure many = draw(1, layers.toArray(Layer[]::new));
    ReportFigure few = draw(1, Linear.of(1, 1));
    assertThat(gap(many)).isEqualTo(74);
    assertThat(gap(few)).isEqualTo(110);
    assertThat(few.svg()).contains("width=\"360\"");
    assertThat(many.svg()).contains("width=\"" + (60 + 74 * 10) + "\"");
  }

  private static double gap(ReportFigure figure) {
    return Double.parseDouble(nodes(figure).get(1).getAttribute("cx"))
        - Double.parseDouble(nodes(figure).get(0).getAttribute("cx"));
  }

  @Test
  void treesAreAModelOfSoManyTrees() {
    var leaf = new DecisionTreeNode.Leaf(0.5f);
    TreeEnsemble trees = TreeEnsemble.of(2, 1, List.of(leaf, leaf));
    Predictor predictor = new TreesPredictor(trees, Link.LOGIT);
    ReportFigure figure = draw(2, predictor);
    assertThat(words(figure)).containsExactly("2 features", "trees (2) 1");
    assertThat(figure.title()).isEqualTo("Model");
    assertThat(figure.caption()).contains("one number out, 12 numbers learned.");
    assertThat(figure.alternative()).startsWith("The model from input to output");
  }

  @Test
  void neighborsAreHowManyOfHowManyEvents() {
    float[] values = new float[8];
    NearestNeighbors near =
        NearestNeighbors.of(3, 2, new float[8], 2, values, new float[] {1, 1, 1, 1});
    ReportFigure figure = draw(2, new NeighborsPredictor(near, Link.LOGIT));
    assertThat(words(figure)).containsExactly("2 features", "3 neighbors of 4 2");
    assertThat(figure.caption()).contains("20 numbers learned.");
  }

  /// A combination as later versions may have one.
  private record Mean(List<Predictor> members) implements CombinedPredictor {
    @Override
    public CompiledPredictor compile(Inputs<Shape> inputs, List<String> spectators) {
      throw new UnsupportedOperationException("a drawing scores nothing");
    }
  }

  @Test
  void aCombinationIsSoManyMembers() {
    Predictor one = new NetworkPredictor(Sequential.of(Linear.of(2, 1)));
    ReportFigure figure = draw(2, new Mean(List.of(one, one, one)));
    assertThat(words(figure)).containsExactly("2 features", "members 3", "combined 1");
    assertThat(figure.caption()).contains("9 trained parameters");
    assertThat(figure.title()).isEqualTo("Network");
  }

  @Test
  void withoutLayersThereAreTheFeatures() {
    assertThat(words(draw(2))).containsExactly("2 features");
  }
}
