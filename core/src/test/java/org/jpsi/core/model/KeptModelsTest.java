package org.jpsi.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Backward compatibility: model files of earlier versions are read, with the same scores to the
/// bit.
class KeptModelsTest {
  static final List<String> NAMES = KeptModels.NAMES;

  @ParameterizedTest
  @FieldSource("NAMES")
  void aModelOfEveryKindOfVersion01ScoresTheSameBits(String name) {
    Map<String, List<String>> found = new LinkedHashMap<>();
    for (Column column : Scorer.of(KeptModels.read(name)).score(KeptModels.events()).columns()) {
      List<String> bits = new ArrayList<>();
      for (double value : ((NumberColumn) column).toDoubles()) {
        bits.add(String.format(Locale.ROOT, "%08x", Float.floatToIntBits((float) value)));
      }
      found.put(column.name(), bits);
    }
    assertThat(found).isNotEmpty().isEqualTo(KeptModels.scores(name));
  }
}
