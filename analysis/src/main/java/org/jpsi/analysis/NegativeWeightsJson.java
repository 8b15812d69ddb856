package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jpsi.core.eval.FeatureClosure;
import org.jpsi.core.eval.NegativeWeightFigures;
import org.jpsi.core.eval.NegativeWeightFigures.SampleWeights;
import org.jpsi.core.eval.NegativeWeightFigures.Treated;
import org.jpsi.core.eval.NegativeWeightFigures.Worst;
import org.jpsi.core.eval.WeightClosure;

/// Section `negativeWeights` of `metrics.json`.
final class NegativeWeightsJson {
  private NegativeWeightsJson() {}

  static Map<String, Object> values(NegativeWeightFigures figures) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("treatment", figures.treatment());
    Map<String, Object> samples = new LinkedHashMap<>();
    figures.samples().forEach(one -> samples.put(one.sample(), sample(one)));
    all.put("samples", samples);
    List<Object> closure = new ArrayList<>();
    for (FeatureClosure feature : figures.closure()) {
      for (int c = 0; c < feature.tests().size(); c++) {
        String name = figures.classes().get(c);
        feature
            .tests()
            .get(c)
            .ifPresent(test -> closure.add(closure(feature.feature(), name, test)));
      }
    }
    all.put("closure", closure);
    if (!figures.compared().isEmpty()) {
      Map<String, Object> compared = new LinkedHashMap<>();
      figures.compared().forEach(one -> compared.put(one.treatment(), treated(one)));
      all.put("compared", compared);
    }
    return all;
  }

  private static Map<String, Object> sample(SampleWeights one) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("events", one.events());
    values.put("negative", one.negative());
    values.put("negativeShare", one.share());
    values.put("effectiveEvents", one.effective());
    values.put("effectiveEventsTrained", one.effectiveChanged());
    values.put("clipped", one.clipped());
    values.put("learned", one.learned());
    return values;
  }

  private static Map<String, Object> closure(String feature, String of, WeightClosure test) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("feature", feature);
    if (!of.isEmpty()) {
      values.put("class", of);
    }
    values.put("chi2", test.value());
    values.put("degrees", test.degrees());
    values.put("p", test.pValue());
    return values;
  }

  private static Map<String, Object> treated(Treated one) {
    Map<String, Object> values = new LinkedHashMap<>();
    one.metrics().ifPresent(metrics -> values.putAll(metrics.values()));
    if (!one.reason().isEmpty()) {
      values.put("none", one.reason());
    }
    one.worst().ifPresent(worst -> values.put("worstClosure", worst(worst)));
    return values;
  }

  private static Map<String, Object> worst(Worst worst) {
    Map<String, Object> values = closure(worst.feature(), worst.className(), worst.test());
    values.put("tests", worst.tests());
    values.put("closes", worst.closes());
    return values;
  }
}
