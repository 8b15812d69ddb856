package org.jpsi.analysis.template;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jpsi.core.eval.ScoreTemplate;

/// Templates of one sample.
///
/// @param variations by name, of those that change the sample
record SampleTemplates(
    String name, boolean signal, ScoreTemplate nominal, Map<String, VariedTemplates> variations) {
  SampleTemplates {
    variations = new LinkedHashMap<>(variations);
  }

  /// Templates with a variation.
  ///
  /// @param down empty where the variation has one direction alone, which is `up` then
  record VariedTemplates(ScoreTemplate up, Optional<ScoreTemplate> down) {}
}
