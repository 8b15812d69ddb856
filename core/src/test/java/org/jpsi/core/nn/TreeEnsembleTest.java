package org.jpsi.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Parameter;
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

  @Test
  void anEventTakesTheWayThatItsFeaturesTell() {
    TreeEnsemble trees = TreeEnsemble.of(2, 1, List.of(TREE, STUMP));
    Tensor x =
        Tensor.of(
            new float[] {0, -3, 0, -2, 1, -9, Float.NaN, -3, 0, Float.NaN, Math.nextDown(1f), 0},
            6,
            2);
    assertThat(trees.forward(x, Mode.inference()).toArray())
        .containsExactly(15, 25, 35, 35, 15, 25);
    assertThat(trees.tree(0)).usingRecursiveComparison().isEqualTo(TREE);
    assertThat(TREE.depth()).isEqualTo(2);
    assertThat(TREE.nodes()).isEqualTo(5);
  }

  @Test
  void treesTakeTurnsAmongTheOutputsOrSayAllOfThem() {
    Tensor x = Tensor.of(new float[] {0, -3}, 1, 2);
    assertThat(
            TreeEnsemble.of(2, 2, List.of(TREE, STUMP, STUMP, TREE))
                .forward(x, Mode.inference())
                .toArray())
        .containsExactly(15, 15);
    DecisionTreeNode both =
        new DecisionTreeNode.Branch(
            1, 0, true, new DecisionTreeNode.Leaf(1, 2), new DecisionTreeNode.Leaf(3, 4));
    assertThat(TreeEnsemble.of(2, 2, List.of(both, both)).forward(x, Mode.inference()).toArray())
        .containsExactly(2, 4);
  }

  @Test
  void aTreeBuiltAgainFromItsDescriptionAndNumbersIsTheSame() {
    TreeEnsemble trees = TreeEnsemble.of(2, 1, List.of(TREE, STUMP, TREE));
    assertThat(LayerRegistry.values(trees.spec()))
        .isEqualTo(trees.buffers().stream().mapToLong(p -> p.shape().count()).sum());
    Layer again = LayerRegistry.of(trees.spec());
    copy(trees.buffers(), again.buffers());
    again.verify();
    Tensor x = Tensor.normal(org.jpsi.core.tensor.Shape.of(50, 2), Rng.of(1), 0);
    assertThat(again.forward(x, Mode.inference()).toArray())
        .isEqualTo(trees.forward(x, Mode.inference()).toArray());
  }

  private static void copy(List<Parameter> from, List<Parameter> to) {
    for (int i = 0; i < from.size(); i++) {
      to.get(i).set(from.get(i).tensor().toArray());
    }
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
    TreeEnsemble trees = TreeEnsemble.of(2, 1, List.of(TREE, STUMP));
    Parameter damaged =
        trees.buffers().stream().filter(p -> p.name().equals(array)).findFirst().orElseThrow();
    damaged.storage()[damaged.offset() + place] = value;
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(trees::verify)
        .withMessage("[layer trees] expected " + message);
  }

  @Test
  void anUncheckedCircleEndsAllTheSame() {
    TreeEnsemble trees = TreeEnsemble.of(2, 1, List.of(TREE));
    Parameter right = trees.buffers().get(3);
    right.storage()[right.offset() + 1] = 1; // node 1 is its own child
    Tensor x = Tensor.of(new float[] {0, 0}, 1, 2);
    assertThat(trees.forward(x, Mode.inference()).toArray()).hasSize(1);
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
        .withMessage("[layer trees] expected at most 256 splits on a path, found 257");
  }

  @Test
  void treesAndNeighboursAreNotTrainedByGradients() {
    Mode training = new Mode.Training(Rng.of(1), 0);
    Tensor x = Tensor.of(new float[] {0, 0}, 1, 2);
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> TreeEnsemble.of(2, 1, List.of(TREE)).forward(x, training))
        .withMessageContaining("cannot be trained by gradients");
    NearestNeighbors near =
        NearestNeighbors.of(1, 2, new float[] {0, 0}, 1, new float[] {1}, new float[] {1});
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> near.forward(x, training))
        .withMessageContaining("cannot be trained by gradients");
  }

  @Test
  void theNearestCountByTheirWeightsAndOfEquallyNearTheFirst() {
    float[] events = {0, 0, 1, 0, -1, 0, 0, 5};
    float[] values = {1, 0, 1, 0};
    NearestNeighbors near = NearestNeighbors.of(2, 2, events, 1, values, new float[] {3, 1, 1, 1});
    Tensor x = Tensor.of(new float[] {0, 0, 0, 4}, 2, 2);
    assertThat(near.forward(x, Mode.inference()).toArray())
        .containsExactly(3f / 4, 3f / 4); // the origin and (1, 0), then (0, 5) and the origin
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NearestNeighbors.of(1, 2, events, 1, values, new float[] {3, 1, -1, 1}))
        .withMessage("[layer neighbours] expected weights above 0, found -1.0");
  }

  @Test
  void logOddsAreUndoneBySigmoidAndSoftmax() {
    float[] p = {0.2f, 0.3f, 0.5f};
    Tensor one = Logit.of().forward(Tensor.of(p, 3, 1), Mode.inference());
    assertThat(one.sigmoid().toArray()).containsExactly(p, within(1e-6f));
    Tensor many = Logit.of().forward(Tensor.of(p, 1, 3), Mode.inference());
    assertThat(Softmax.of().forward(many, Mode.inference()).toArray())
        .containsExactly(p, within(1e-6f));
    assertThat(Logit.of().forward(Tensor.of(new float[] {0, 1}, 2, 1), Mode.inference()).toArray())
        .containsExactly(new float[] {-13.8155f, 13.8155f}, within(1e-4f));
  }
}
