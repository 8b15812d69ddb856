package org.jpsi.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jpsi.core.data.LinearTransformation;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.io.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Linear transformations in a model file.
class TransformationCodecTest {
  private static String text(LinearTransformation... transformations) {
    Map<String, Object> json = new LinkedHashMap<>();
    TransformationCodec.describe(List.of(transformations), json);
    return Json.write(json);
  }

  private static LinearTransformation transformation(LinearTransformation.Kind kind) {
    return new LinearTransformation(
        kind,
        List.of(3, 1),
        List.of(0.1, -2.0),
        List.of(List.of(0.25, 1 / 3.0), List.of(-1e-300, 4.0)),
        List.of(2.0, 0.0));
  }

  private static List<LinearTransformation> restored(String text) {
    try {
      return TransformationCodec.restore(JsonObject.of("description", Json.parse(text)));
    } catch (Json.SyntaxException wrong) {
      throw new AssertionError(wrong);
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachKindComesBackAsItWas(LinearTransformation.Kind kind) {
    LinearTransformation one = transformation(kind);
    assertThat(restored(text(one))).containsExactly(one);
    assertThat(text()).isEqualTo("{}");
    assertThat(restored("{}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'\"pca\"','\"ica\"','expected pca, whitened-pca, decorrelate, found `ica`'",
    "'[3.0,1.0]','[3.5,1.0]','expected the indices of features, found 3.5'",
    "'[3.0,1.0]','[-1.0,1.0]','expected the indices of features, found -1.0'",
    "'[3.0,1.0]','[1e12,1.0]','expected the indices of features, found 1.0E12'",
    "'[3.0,1.0]','[3.0,1.0,2.0]','expected 3 rows of 3 numbers, found 4 numbers'",
  })
  void whatIsWrongIsSaid(String old, String other, String message) {
    String text = text(transformation(LinearTransformation.Kind.PCA));
    assertThat(text).contains(old);
    assertThatThrownBy(() -> restored(text.replace(old, other)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void whatDoesNotFitTogetherIsRefused() {
    String text = text(transformation(LinearTransformation.Kind.PCA));
    assertThatThrownBy(() -> restored(text.replace("[3.0,1.0]", "[1.0,1.0]")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> restored(text.replace("\"center\":[0.1,-2.0]", "\"center\":[0.1]")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
