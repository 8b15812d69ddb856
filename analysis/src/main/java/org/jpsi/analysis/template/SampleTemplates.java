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
  record VariedTemplates(ScoreTemplate up, Optional<ScoreTemplate> down) {
    private VariedTemplates rebinned(double[] edges) {
      return new VariedTemplates(up.rebinned(edges), down.map(of -> of.rebinned(edges)));
    }
  }

  /// The same events in joined bins.
  SampleTemplates rebinned(double[] edges) {
    Map<String, VariedTemplates> joined = new LinkedHashMap<>();
    variations.forEach((variation, varied) -> joined.put(variation, varied.rebinned(edges)));
    return new SampleTemplates(name, signal, nominal.rebinned(edges), joined);
  }
}
