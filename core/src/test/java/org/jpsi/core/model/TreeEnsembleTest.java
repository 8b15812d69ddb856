package org.jpsi.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.Softmax;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TreeEnsembleTest {
  // x0 < 1 ? (x1 < -2 ? 10 : 20) : 30, NaN of x0 to the right, of x1 to the left
  private static final DecisionTreeNode TREE =
      new DecisionTreeNode.Branch(
          0,
          1,
          false,
          new DecisionTreeNode.Branch(
              1, -2, true, new DecisionTreeNode.Leaf(10), new DecisionTreeNode.Leaf(20)),
          new DecisionTreeNode.Leaf(30));
  private static final DecisionTreeNode STUMP = new DecisionTreeNode.Leaf(5);

  private static float[] sum(TreeEnsemble trees, float... x) {
    return new TreesPredictor(trees, Link.IDENTITY).predict(x, trees.inputs());
  }

  @Test
  void anEventTakesTheWayThatItsFeaturesTell() {
    TreeEnsemble trees = TreeEnsemble.of(2, 1, List.of(TREE, STUMP));
    assertThat(sum(trees, 0, -3, 0, -2, 1, -9, Float.NaN, -3, 0, Float.NaN, Math.nextDown(1f), 0))
        .containsExactly(15, 25, 35, 35, 15, 25);
    assertThat(trees.tree(0)).usingRecursiveComparison().isEqualTo(TREE);
    assertThat(TREE.depth()).isEqualTo(2);
    assertThat(TREE.nodes()).isEqualTo(5);
  }

  @Test
  void treesTakeTurnsAmongTheOutputsOrSayAllOfThem() {
    assertThat(sum(TreeEnsemble.of(2, 2, List.of(TREE, STUMP, STUMP, TREE)), 0, -3))
        .containsExactly(15, 15);
    DecisionTreeNode both =
        new DecisionTreeNode.Branch(
            1, 0, true, new DecisionTreeNode.Leaf(1, 2), new DecisionTreeNode.Leaf(3, 4));
    assertThat(sum(TreeEnsemble.of(2, 2, List.of(both, both)), 0, -3)).containsExactly(2, 4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TreeEnsemble.of(2, 3, List.of(both)))
        .withMessage("TreeEnsemble: expected 1 or 3 numbers in each leaf, found 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TreeEnsemble.of(2, 2, List.of(both, STUMP)))
        .withMessage("TreeEnsemble: expected 2 numbers in each leaf, found 1");
  }

  // Nodes: 0 split, 1 split, 2 leaf, 3 leaf, 4 leaf; 5 the stump; right is 4, 3, 0, 0, 0, 0.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          right   | 0 | 0   | tree 1 to begin at node 1, found 5
          right   | 0 | 5   | the right child of a node to be at 4, found 5
          right   | 1 | 4   | the right child of a node to be at 3, found 4
          right   | 1 | 1   | the right child of node 1 between 3 and 5, found 1
          right   | 2 | 1   | the right child of node 2 between 4 and 5, found 1
          right   | 5 | 6   | the right child of node 5 between 7 and 5, found 6
          right   | 0 | -3  | the right child of node 0 between 2 and 5, found -3
          right   | 0 | 2.5 | the right child of node 0 between 2 and 5, found 2.5
          right   | 4 | 1e9 | the right child of node 4 between 6 and 5, found 1000000000
          feature | 0 | 2   | node 0 to split on one of 2 inputs, found 2
          feature | 1 | -1  | node 1 to split on one of 2 inputs, found -1
          feature | 1 | 0.5 | node 1 to split on one of 2 inputs, found 0.5
          root    | 0 | 1   | tree 0 to begin at node 0, found 1
          root    | 1 | 4   | tree 1 to begin at node 5, found 4
          """)
  void whatIsNoTreeIsRefused(String array, int place, float value, String message) {
    TreeEnsemble.Nodes nodes = TreeEnsemble.of(2, 1, List.of(TREE, STUMP)).nodes();
    assertThat(TreeEnsemble.of(2, 1, 1, nodes).tree(0)).usingRecursiveComparison().isEqualTo(TREE);
    Map<String, float[]> arrays =
        Map.of("right", nodes.right(), "feature", nodes.feature(), "root", nodes.root());
    arrays.getOrDefault(array, new float[0])[place] = value;
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> TreeEnsemble.of(2, 1, 1, nodes))
        .withMessage("[trees] expected " + message);
  }

  @Test
  void aWayOfMoreThan256QuestionsIsRefused() {
    DecisionTreeNode deep = new DecisionTreeNode.Leaf(0);
    for (int i = 0; i < 257; i++) {
      deep = new DecisionTreeNode.Branch(0, i, true, deep, new DecisionTreeNode.Leaf(i));
    }
    DecisionTreeNode tooDeep = deep;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TreeEnsemble.of(1, 1, List.of(tooDeep)))
        .withMessage("[trees] expected at most 256 splits on a path, found 257");
  }

  @Test
  void theNearestCountByTheirWeightsAndOfEquallyNearTheFirst() {
    float[] events = {0, 0, 1, 0, -1, 0, 0, 5};
    float[] values = {1, 0, 1, 0};
    NearestNeighbors near = NearestNeighbors.of(2, 2, events, 1, values, new float[] {3, 1, 1, 1});
    assertThat(new NeighborsPredictor(near, Link.IDENTITY).predict(new float[] {0, 0, 0, 4}, 2))
        .containsExactly(3f / 4, 3f / 4); // the origin and (1, 0), then (0, 5) and the origin
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> NearestNeighbors.of(1, 2, events, 1, values, new float[] {3, 1, -1, 1}))
        .withMessage("[neighbors] expected weights above 0, found -1.0");
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> NearestNeighbors.of(5, 2, events, 1, values, new float[] {3, 1, 1, 1}))
        .withMessage("[neighbors] expected `k`: a number from 1.0 to 4.0, found 5.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NearestNeighbors.of(1, 3, events, 1, values, new float[] {3, 1, 1, 1}))
        .withMessage("NearestNeighbors: 4 weights, 8 inputs, 4 values; expected 3 and 1 per event");
  }

  @Test
  void anotherNumberOfFeaturesIsRefused() {
    Predictor trees = new TreesPredictor(TreeEnsemble.of(2, 1, List.of(TREE)), Link.IDENTITY);
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> trees.outputs(3))
        .withMessage("[trees] expected 2 inputs, found 3");
    NearestNeighbors near =
        NearestNeighbors.of(1, 1, new float[1], 1, new float[1], new float[] {1});
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() ->
            new NeighborsPredictor(near, Link.LOGIT).compile(Inputs.single(Shape.of(2)), List.of()))
        .withMessage("[neighbors] expected 1 inputs, found 2");
  }

  private static float[] logit(int width, float... p) {
    float[] y = p.clone();
    Link.LOGIT.apply(y, 0, p.length / width, width);
    return y;
  }

  @Test
  void logitsAreUndoneBySigmoidAndSoftmax() {
    float[] p = {0.2f, 0.3f, 0.5f};
    assertThat(Tensor.of(logit(1, p), 3).sigmoid().toArray()).containsExactly(p, within(1e-6f));
    Tensor several = Tensor.of(logit(3, p), 1, 3);
    assertThat(Softmax.of().forward(several, Mode.inference()).toArray())
        .containsExactly(p, within(1e-6f));
    assertThat(logit(1, 0, 1)).containsExactly(new float[] {-13.8155f, 13.8155f}, within(1e-4f));
  }
}
