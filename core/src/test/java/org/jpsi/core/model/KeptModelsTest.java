package org.jpsi.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Backward compatibility: model files of earlier versions are read, with the same scores to the
/// bit; where a network has Mish, which version 0.1 computed by two exponentials, to the last
/// places.
class KeptModelsTest {
  static final List<String> NAMES = KeptModels.NAMES;

  @ParameterizedTest
  @FieldSource("NAMES")
  void aModelOfEveryKindOfVersion01ScoresTheSameBits(String name) {
    Map<String, List<String>> found = found(KeptModels.read(name));
    Map<String, List<String>> kept = KeptModels.scores(name);
    if (name.equals("network-layers")) {
      assertThat(found.keySet()).isNotEmpty().isEqualTo(kept.keySet());
      found.forEach((column, bits) ->
          assertThat(distance(bits, kept.getOrDefault(column, List.of()))).isBetween(1, 16));
    } else {
      assertThat(found).isNotEmpty().isEqualTo(kept);
    }
  }

  /// Three networks with an encoding of columns, one of which may be missing.
  @Test
  void anEnsembleOfVersion02ScoresTheSameBits() {
    Model kept = ModelFile.read(KeptModels.file("0.2", "ensemble-binary.safetensors"));
    assertThat(((EnsemblePredictor) kept.predictor()).members()).hasSize(3);
    assertThat(found(kept)).isNotEmpty().isEqualTo(KeptModels.scores("0.2", "ensemble-binary"));
  }

  // The scores of the kept events, as bits, by column.
  private static Map<String, List<String>> found(Model model) {
    Map<String, List<String>> found = new LinkedHashMap<>();
    for (Column column : Scorer.of(model).score(KeptModels.events()).columns()) {
      List<String> bits = new ArrayList<>();
      for (double value : ((NumberColumn) column).toDoubles()) {
        bits.add(String.format(Locale.ROOT, "%08x", Float.floatToIntBits((float) value)));
      }
      found.put(column.name(), bits);
    }
    return found;
  }

  // The largest distance in units in the last place.
  private static int distance(List<String> found, List<String> kept) {
    int largest = found.size() == kept.size() ? 0 : Integer.MAX_VALUE;
    for (int i = 0; i < Math.min(found.size(), kept.size()); i++) {
      int difference =
          Integer.parseUnsignedInt(found.get(i), 16) - Integer.parseUnsignedInt(kept.get(i), 16);
      largest = Math.max(largest, Math.abs(difference));
    }
    return largest;
  }
}
