package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jpsi.core.eval.DecorrelationFigures;

/// Section `decorrelation` of `metrics.json`. What is not defined is left out.
final class DecorrelationJson {
  private DecorrelationJson() {}

  static Map<String, Object> values(DecorrelationFigures figures) {
    Map<String, Object> all = new LinkedHashMap<>();
    List<Object> cuts = new ArrayList<>();
    for (DecorrelationFigures.Cut cut : figures.cuts()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("signal", cut.signal());
      one.put("cut", cut.threshold());
      one.put("background", cut.background());
      one.put("backgroundError", cut.error());
      cut.rejection()
          .ifPresent(rejection -> {
            one.put("rejection", rejection);
            one.put("rejectionError", cut.rejectionError());
          });
      cuts.add(one);
    }
    all.put("cuts", cuts);
    Map<String, Object> variables = new LinkedHashMap<>();
    figures.variables().forEach(variable -> variables.put(variable.name(), values(variable)));
    all.put("variables", variables);
    return all;
  }

  private static Map<String, Object> values(DecorrelationFigures.Variable variable) {
    Map<String, Object> all = new LinkedHashMap<>();
    variable.correlation().ifPresent(d -> all.put("distanceCorrelation", d));
    all.put("without", variable.without());
    all.put("from", variable.lower());
    all.put("to", variable.upper());
    all.put("bins", variable.bins());
    List<Object> divergences = new ArrayList<>();
    for (DecorrelationFigures.Divergence divergence : variable.divergences()) {
      Map<String, Object> one = new LinkedHashMap<>();
      divergence
          .value()
          .ifPresent(value -> {
            one.put("jensenShannon", value);
            one.put("ofChance", divergence.ofChance());
          });
      divergences.add(one);
    }
    all.put("divergences", divergences);
    return all;
  }
}
