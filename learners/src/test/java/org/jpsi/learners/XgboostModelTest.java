package org.jpsi.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jpsi.core.model.DecisionTreeNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Models as XGBoost 2.1 and 3.4 wrote them, cut to what is read.
class XgboostModelTest {
  private static XgboostModel read(String parameters, String trees) {
    String json =
        """
        {"learner":{"attributes":{"trees":"none","base_score":{"a":[1]}},"feature_names":[],
        "gradient_booster":{"model":{"gbtree_model_param":{"num_trees":"1"},"iteration_indptr":[0,1]
        %s},"name":"gbtree"},"learner_model_param":{%s},
        "objective":{"name":"binary:logistic"}},"version":[3,4,0]}
        """
            .formatted(trees, parameters);
    return XgboostModel.read(json.getBytes(StandardCharsets.UTF_8));
  }

  private static final String STUMP =
      """
      ,"trees":[{"base_weights":[0,1,2],"default_left":[1,0,0],"left_children":[1,-1,-1],
      "right_children":[2,-1,-1],"split_conditions":[2.5E-1,-1E0,3E0],"split_indices":[2,0,0]}]
      """;

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {"5E-1, 0.5", "[5E-1], 0.5", "'[0E0,1E-1,-2E0]', 0 0.1 -2", "0E0, 0"})
  void bothFormsOfTheBaseScoreAreRead(String written, String expected) {
    XgboostModel model = read("\"base_score\":\"" + written + "\",\"num_class\":\"0\"", STUMP);
    assertThat(model.baseScore())
        .isEqualTo(List.of(expected.split(" ")).stream().map(Double::valueOf).toList());
    assertThat(model.trees())
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(
            new DecisionTreeNode.Branch(
                2, 0.25f, true, new DecisionTreeNode.Leaf(-1), new DecisionTreeNode.Leaf(3)));
  }

  @Test
  void aModelInAFormThatIsNotKnownIsRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> read("\"num_class\":\"0\"", STUMP))
        .withMessage("XGBoost's model has no base_score where expected");
    assertThatIllegalStateException()
        .isThrownBy(() -> read("\"base_score\":\"0E0\"", ""))
        .withMessage("XGBoost's model has no trees where expected");
  }
}
