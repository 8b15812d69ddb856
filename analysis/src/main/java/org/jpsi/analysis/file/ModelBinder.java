package org.jpsi.analysis.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jpsi.core.train.Learner;

/// What learns: a network, or a baseline that is on the class path.
final class ModelBinder {
  private ModelBinder() {}

  static List<AnalysisFile.Model> models(Optional<Value> value) {
    if (value.isEmpty()) {
      return List.of(AnalysisFile.Model.NETWORK);
    }
    List<Learner> baselines = Learner.all();
    List<String> names = new ArrayList<>();
    names.add(AnalysisFile.Model.NETWORK.name());
    baselines.forEach(baseline -> names.add(baseline.name()));
    List<AnalysisFile.Model> models = new ArrayList<>();
    for (Value item : value.get().oneOrMore("a model, or a list of them")) {
      AnalysisFile.Model model = model(Choice.of(item, "a model", names), baselines);
      if (models.stream().anyMatch(other -> other.name().equals(model.name()))) {
        throw item.wrong("each model once");
      }
      models.add(model);
    }
    return models;
  }

  private static AnalysisFile.Model model(Choice choice, List<Learner> baselines) {
    Map<String, Double> settings = new LinkedHashMap<>();
    List<Learner.Option> options =
        baselines.stream()
            .filter(baseline -> baseline.name().equals(choice.name()))
            .findFirst()
            .map(Learner::options)
            .orElse(List.of());
    String[] names = options.stream().map(Learner.Option::name).toArray(String[]::new);
    Choice.Keys keys = choice.keys(names);
    for (Learner.Option option : options) {
      settings.put(
          option.name(),
          keys.find(
              option.name(), v -> v.number(option.range(), option::takes), option.standard()));
    }
    return new AnalysisFile.Model(choice.name(), settings);
  }
}
