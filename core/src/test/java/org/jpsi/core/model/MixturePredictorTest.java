package org.jpsi.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.io.Json;
import org.jpsi.core.io.Safetensors;
import org.jpsi.core.nn.Relu;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Mixtures of two predictors by one weight.
class MixturePredictorTest {
  @Test
  void aMixtureIsTheWeightedMeanOfTwoPredictorsAndItsWeightIsAShare() {
    Predictor first = PredictorTest.network(1, Relu.of());
    Predictor second = PredictorTest.trees();
    float[] inputs = PredictorTest.normal(5, 2 * 2500);
    float[] a = first.predict(inputs, 2);
    float[] b = second.predict(inputs, 2);
    float[] mixed = new MixturePredictor(first, second, 0.25).predict(inputs, 2);
    for (int i = 0; i < mixed.length; i++) {
      assertThat(mixed[i]).isEqualTo((float) (0.25 * a[i] + 0.75 * b[i]));
    }
    assertThat(new MixturePredictor(first, second, 1).predict(inputs, 2)).containsExactly(a);
    assertThat(new MixturePredictor(first, second, 0).predict(inputs, 2)).containsExactly(b);
    for (double wrong : new double[] {-0.01, 1.01, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new MixturePredictor(first, second, wrong))
          .withMessage("weight is " + wrong + ", expected one in [0, 1]");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"kind": "mixture", "weight": 1.5, "members": []} | [mixture] expected a weight in [0, 1], found 1.5
          {"kind": "mixture", "weight": 0.5, "members": [{"kind": "mixture", "weight": 2, "members": []}]} | [mixture] expected a weight in [0, 1], found 2.0
          {"kind": "mixture", "weight": 0.5, "members": []} | [predictor] expected one member or more, found none
          """)
  void aMixtureThatIsNoneIsRefused(String json, String message) throws Exception {
    JsonObject settings = JsonObject.of("predictor", Json.parse(json));
    Safetensors none = new Safetensors(Map.of(), Map.of());
    PredictorReader reader =
        new PredictorReader(PredictorTest.CODECS, settings, none, "m.safetensors");
    assertThatThrownBy(reader::predictor).isInstanceOf(InputException.class).hasMessage(message);
  }
}
